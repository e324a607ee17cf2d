import { counted } from '../../counted';
import type { ExampleInfo } from '../../ipc';
import type { RunStatus } from '../../run-state';
import type { LogSource, TrainingMode } from '../../training-event';

/** `word` stands in pill and status bar; `more`, after it, says where. */
type StateWords = { readonly word: string; readonly more: (step: string) => string };

const nowhere = () => '';
const atStep = (step: string) => `at step ${step}`;

const states: { readonly [Status in RunStatus | 'pausing' | 'preparing']: StateWords } = {
  empty: { word: 'Nothing open', more: nowhere },
  loading: { word: 'Loading', more: nowhere },
  untrusted: { word: 'Not run yet', more: nowhere },
  ready: { word: 'Ready', more: nowhere },
  running: { word: 'Running', more: (step) => `step ${step}` },
  preparing: { word: 'Preparing', more: () => 'a compiled step' },
  pausing: { word: 'Pausing', more: () => 'after this batch' },
  stepping: { word: 'Stepping', more: (step) => `step ${step}` },
  paused: { word: 'Paused', more: atStep },
  moving: { word: 'Going back', more: (step) => `from step ${step}` },
  stopping: { word: 'Stopping', more: () => 'after this batch' },
  stopped: { word: 'Stopped', more: atStep },
  finished: { word: 'Finished', more: (step) => counted(step, 'step') },
  'out-of-data': { word: 'Out of data', more: atStep },
  failed: { word: 'Failed', more: atStep },
  'trainer-died': { word: 'Process died', more: atStep },
};

const examples: { readonly [Id in ExampleInfo['id']]: { readonly name: string; readonly teaches: string } } = {
  mnist: { name: 'MNIST', teaches: 'A CNN on 60,000 pictures, read from disk batch by batch' },
  digits: { name: 'Digits', teaches: '8 × 8 digits out of a CSV file: small and quick' },
  iris: { name: 'Iris', teaches: 'A table with four columns and three classes' },
  'two-moons': { name: 'Two moons', teaches: 'Batch by batch: you decide when to go on' },
  'text-lstm': { name: 'Text LSTM', teaches: 'Sequences of tokens through an embedding' },
  gan: { name: 'GAN', teaches: 'Two models in a custom loop, which fit cannot express' },
};

const modes: { readonly [Mode in TrainingMode]: string } = {
  generator: 'generator',
  batches: 'batch by batch',
  loop: 'custom loop',
};

const sources: { readonly [Source in LogSource]: string } = {
  run: 'run',
  train: 'train',
  data: 'data',
  experiment: 'print',
};

/** Words of the window: the components take every visible text from here. */
export const window = {
  app: 'Batchpoint',
  title: (experiment: string) => `${experiment} – Batchpoint`,
  minimise: 'Minimise',
  maximise: 'Maximise',
  close: 'Close',
  menus: 'Menus',
  controls: 'Training controls',
  stepCount: 'Number of batches for Step N',
  withKey: (name: string, key: string) => `${name} (${key})`,
  seed: (seed: number) => `seed ${seed}`,
  notLoaded: 'Not loaded',
  states,
  opening: {
    start: 'Start',
    recent: 'Recent',
    noRecent: 'Nothing has been opened yet.',
    left: {
      title: 'Cut off when Batchpoint ended',
      goOn: (name: string, step: string, time: string) => `Go on with ${name} from step ${step} (kept ${time})`,
      hint: 'Open the newest state on disk; it goes on with the same numbers',
      lost: (runs: number) =>
        runs === 1
          ? 'The state of a run that was cut off is damaged on disk: it can’t go on, and was removed.'
          : `The states of ${runs} runs that were cut off are damaged on disk: they can’t go on, and were removed.`,
      older: 'Its newest state on disk is damaged: this is the one before it.',
      remove: 'Don’t keep',
      removeOf: (name: string, step: string) => `Don’t keep ${name} at step ${step}`,
    },
    examples: 'Examples',
    example: examples,
    guides: {
      training: 'fitGenerator or trainOnBatch: which one, and when',
      debugging: 'Debugging: two bugs found in five minutes',
    },
    drop: 'Drop an experiment file here',
    dropKinds: 'TypeScript or JavaScript',
    keys: 'Keys',
  },
  loading: {
    stages: {
      files: 'Reading the file…',
      tensorflow: 'Starting TensorFlow…',
      code: 'Running the code of the file…',
      models: 'Building the model and opening the data…',
    },
    /** Once a stage has taken some seconds. */
    waits: {
      files: 'The file, or one that it imports, is on a slow disk or very large.',
      tensorflow: 'The first start after a restart of the computer may take half a minute.',
      code: 'Its own code has not come to its end. An await at its top level that waits for something that never comes looks like this: cancel, correct the line and open it again.',
      models:
        'The functions that make the model and the data have not come to their end. Large files take a while; an await for something that never comes looks like this, too.',
    },
    since: (seconds: string) => `For ${seconds} s`,
    cancel: 'Cancel',
  },
  untrusted: {
    title: (file: string) => `${file} has not been run before`,
    explain:
      'An experiment is a program: once it runs, it can do on this computer what you can do. Run it if you know where it comes from. You are asked again only if the file, or one that it imports, changes.',
    run: 'Run',
    look: 'Look at the code',
    cancel: 'Cancel',
    code: (file: string) => `Code of ${file}`,
    hide: 'Hide the code',
    files: 'Files',
  },
  problem: {
    place: (line: number, column: number) => `line ${line}, column ${column}`,
    placeIn: (file: string, place: string) => `${file}, ${place}`,
    expected: 'Expected',
    got: 'Got',
    fact: (name: string, value: string) => `${name}: ${value}`,
    next: 'Next',
    readAgain: 'Read again',
    copyDetails: 'Copy details',
    copyReport: 'Copy report',
    close: 'Close',
    kept: (step: string) => `Charts and log up to step ${step} are kept.`,
    resume: (step: string) => `Resume from step ${step}`,
    /** \`lost\`: the steps that are trained again. */
    savedBy: {
      app: (step: string, lost: string) =>
        lost === '0'
          ? `Its state at step ${step} is on disk: it goes on from there with the same numbers.`
          : `Its state at step ${step} is on disk: it goes on from there with the same numbers, and trains the ${lost === '1' ? 'step' : `${lost} steps`} after it again.`,
      callback: (step: string, folder: string) => `It goes on from step ${step}: a backup is in ${folder}`,
    },
    nothingSaved: 'Nothing of it was on disk yet: it begins at its first batch.',
    nothingSavedOfLoop:
      'A custom loop can’t go on in another process, because its variables are lost: it begins at its first batch.',
  },
  /** An error of the person's code that nobody could catch. */
  uncaught: {
    label: 'Error in your code',
    paused:
      'The run stands after the batch that was in flight, with all it has. Run goes on without what the code left undone.',
  },
  changedFile: {
    label: 'Changed file',
    one: (file: string) => `${file} has changed on disk.`,
    many: (count: string) => `${count} files of this experiment have changed on disk.`,
    goesOn: 'This run keeps the code that it began with.',
    notRead: 'What is loaded is the code from before.',
    restart: 'Restart with the new code',
    readAgain: 'Read again',
    dismiss: 'Dismiss',
  },
  outOfData: {
    title: (step: string, total: string) => `The data ended at step ${step} of ${total}.`,
    counts: 'The epoch in which they ended is shaded: it counts as far as it went.',
    partial: (epoch: string) => `part of epoch ${epoch}`,
    validate: 'Validate',
    validateHint: 'Evaluate the model as it is now on the validation data',
    validated: (values: string) => `Validated at this step: ${values}.`,
  },
  rail: {
    label: 'About this run',
    run: 'Setup',
    data: 'Data',
    model: 'Model',
    file: 'File',
    mode: 'Mode',
    modes,
    epochs: 'Epochs',
    firstEpoch: 'First epoch',
    stepsPerEpoch: 'Steps per epoch',
    totalSteps: 'Steps in all',
    openEnd: 'open end',
    seed: 'Seed',
    threads: 'Threads',
    steps: 'Steps',
    stepsOf: (model: string) => `Steps, ${model}`,
    computes: { compiled: 'compiled', eager: 'operation by operation' },
    why: (why: string) => `Not compiled: ${why}`,
    rows: 'Rows of last batch',
    input: 'Input',
    target: 'Target',
    classes: 'Classes',
    validation: 'Validation',
    validates: 'yes',
    noValidation: 'none',
    ahead: 'Taken ahead',
    batches: (count: number) => counted(count, 'batch', 'batches'),
    parameters: 'parameters',
    totalParameters: 'Parameters',
    perRow: 'one number',
  },
  palette: {
    label: 'All commands',
    close: 'Close',
    find: 'Find a command',
    none: 'No command is called like this.',
  },
  inspector: {
    label: 'Inspector',
    tabs: { step: 'Step', batch: 'Batch', layers: 'Layers', optimizer: 'Optimizer', edits: 'Edits', whatIf: 'What if' },
  },
  /** How far numbers can be trusted. */
  trust: {
    exact: 'exact',
    exactHint: 'These are the numbers of the state at which the run stands.',
    sampled: 'sampled',
    sampledAt: (step: string) => `sampled, step ${step}`,
    sampledHint: 'Looked at now and then while the run goes on: these are the numbers of the step that was seen then.',
  },
  batch: {
    label: 'Batch',
    header: (batch: string, of?: string) => (of ? `Batch ${batch} of ${of}` : `Batch ${batch}`),
    epoch: (epoch: string, of?: string) => (of ? `epoch ${epoch} of ${of}` : `epoch ${epoch}`),
    model: (model: string) => `of ${model}`,
    none: 'The batch shows here once one has been trained.',
    noneRunning: 'Waiting for the first batch.',
    lossBefore: 'Loss before update',
    rows: 'Rows',
    shown: (shown: string) => `first ${shown}`,
    correct: 'Correct',
    of: (rows: string) => `of ${rows}`,
    sort: 'Sort',
    sorts: { highest: 'Loss, highest first', lowest: 'Loss, lowest first', row: 'Row order' },
    wrongOnly: 'Wrong only',
    noneWrong: 'None of the rows shown is wrong.',
    input: 'Input',
    output: 'Output',
    row: (row: string) => `Row ${row}`,
    sample: (row: string, target: string, predicted: string, loss: string) =>
      `Row ${row}, target ${target}, predicted ${predicted}, loss ${loss}`,
    target: 'Target',
    predicted: 'Predicted',
    /** Over a column that has no room for the word. */
    predictedShort: 'Pred.',
    loss: 'Loss',
    share: (percent: string) => `${percent} % of batch`,
    probability: 'Probability',
    rawOutput: 'Model output',
    rowHead: 'Row',
    more: (count: number) => `and ${count} more`,
    samples: 'Rows of the batch',
    values: 'Values of the row',
    column: (index: number) => `x${index}`,
  },
  bottom: {
    label: 'Messages',
    hide: 'Hide panel',
    tabs: { alerts: 'Alerts', watch: 'Watch', log: 'Log', console: 'Console' },
    counted: (tab: string, count: string) => `${tab} (${count})`,
  },
  alerts: {
    label: 'Alerts, newest first',
    empty: 'Nothing wants your attention. Hits of breakpoints, NaN, warnings and errors of the run will stand here.',
    kinds: { hit: 'Hit', 'not-finite': 'NaN or Inf', warning: 'Warning', error: 'Error' },
    hint: 'Choose a step with the arrow keys, look at it with Enter',
  },
  log: {
    label: 'Log',
    filter: 'Filter log',
    clear: 'Clear log',
    empty: 'Nothing has been said yet.',
    noMatch: 'No row holds this text.',
    sources,
  },
  status: {
    label: 'Status',
    step: 'Step',
    epoch: 'Epoch',
    speed: (rate: string) => `${rate} batches/s`,
    left: (time: string) => `${time} left`,
    seconds: (s: number) => `${s} s`,
    minutes: (m: number, s: number) => `${m} min ${s} s`,
    hours: (h: number, m: number) => `${h} h ${m} min`,
    tensors: 'Tensors',
    trends: { flat: '(flat)', rising: '(rising)' },
    trendHints: {
      flat: 'As many as some seconds ago: no tensor is left behind',
      rising: 'More and more while the run trains: something keeps tensors that nobody disposes of',
    },
    memory: 'Memory',
    megabytes: (mb: string) => `${mb} MB`,
    gigabytes: (gb: string) => `${gb} GB`,
    backend: (version: string) => `TensorFlow ${version} CPU`,
    progress: 'Progress of the run',
  },
  toast: {
    saved: (path: string) => `Saved: ${path}`,
    /** `step`: the run stood inside it. */
    savedBefore: (step: string, path: string) => `Saved as of before step ${step}, which was open: ${path}`,
    copied: 'Copied.',
    dismiss: 'Dismiss',
  },
} as const;

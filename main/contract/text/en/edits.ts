const hyperparameters: { readonly [name: string]: string } = {
  learningRate: 'learning rate',
  weightDecay: 'weight decay',
  momentum: 'momentum',
  emaMomentum: 'EMA momentum',
};

/** Words of changes to a run that goes on. Numbers come as text. */
export const edits = {
  hyperparameter: (name: string) => hyperparameters[name] ?? name,
  dropoutRate: (layer: string) => `dropout rate of ${layer}`,
  trainable: (layer: string) => `layer ${layer}`,
  lossWeight: (output: string) => `loss weight of ${output}`,
  batchSize: 'batch size',
  repeatData: 'at the end of the data:',
  beginsAnew: 'begin anew',
  ends: 'stop',
  /** Updates on a batch out of a file; `times` 0: no more of them. */
  replayed: (file: string, times: string) =>
    times === '0' ? `no more training on ${file}` : `train ${times} × on ${file}`,
  discarded: (epoch: string, batch: string) => `batch ${batch} of epoch ${epoch} discarded`,
  /** `step`: the last update before it. */
  discardedAfter: (change: string, step: string) => `${change}, after step ${step}`,
  /** In place of a batch size: as the data gives its rows. */
  asGiven: 'as given',
  /** A row of a source, its number from 0. */
  row: (source: string, row: string) => `row #${row} of ${source}`,
  /** A row without an id, counted from 1. */
  rowOfBatch: (batch: string, row: string) => `row ${row} of batch ${batch}`,
  targetOf: (row: string) => `target of ${row}`,
  leftOut: 'left out',
  used: 'used',
  marked: 'marked',
  notMarked: 'not marked',
  relabelled: (output: string, was: string, now: string) => `target${output && ` ${output}`} ${was} → ${now}`,
  rowIs: (row: string, said: readonly string[]) => `${row}: ${said.join(', ')}`,
  rows: 'Rows',
  rowsHint: 'Rows that you have marked, left out or given another target. The data itself is never changed.',
  saveRows: 'Save list of rows…',
  saveRowsHint: 'As a CSV file: source, row (from 0), change, output, old and new target',
  takeBack: 'Take back',
  takeBackOf: (row: string) => `Take back all of ${row}`,
  batchSizeField: 'Batch size',
  batchSizeHint:
    'Rows of a batch, from the next batch on; empty: as the data gives them. No row is lost or comes twice.',
  /** In place of 0, for clipping and weight decay. */
  off: 'off',
  frozen: 'frozen',
  trained: 'trained',
  /** Before what the edit is of, where a run has several models. */
  ofModel: (model: string, what: string) => `${model}: ${what}`,
  change: ({ what, was, now }: { what: string; was: string; now: string }) => `${what} ${was} → ${now}`,
  /** As a sentence begins. */
  beginning: (what: string) => what.charAt(0).toUpperCase() + what.slice(1),
  /** At one step, where there is no room for all of them. */
  andMore: (change: string, count: string) => `${change} and ${count} more`,
  from: (change: string, step: string) => `${change} from step ${step} on`,
  kept: (variant: string, step: string) => `Step ${step} as a variant: ${variant}`,
  undone: 'undo',
  undo: 'Undo',
  undoOf: (change: string) => `Undo: ${change}`,
  /** Of updates on a batch out of a file that are all made. */
  isMade: 'Its updates are made. Go back to before them to do without.',
  cannotUndo: 'Go back to before this step to take it out.',
  /** Of a discarded batch; `step`: the last update before it. */
  cannotUndoDiscard: (step: string) =>
    step === '0'
      ? 'Restart to train on this batch.'
      : `To train on this batch, go back to before step ${step} and train on from there.`,
  label: 'Edits',
  list: 'Edits so far',
  copy: 'Copy edits',
  copyHint: 'As JSON: batchpoint train FILE --edits edits.json repeats the run with them.',
  none: 'No edits yet. Weights and moments stay as they are when something is changed here.',
  noRun: 'What can be changed shows here once an experiment is loaded.',
  layers: 'Layers',
  outputs: 'Losses',
  layer: 'Layer',
  dropout: 'Dropout',
  freeze: 'Frozen',
  freezeLayer: (layer: string) => `Freeze ${layer}`,
  output: 'Output',
  weight: 'Weight',
  rates: 'Learning rate, momentum, clipping and weight decay are changed in the tab Optimizer.',
  next: (step: string) => `Changes count from step ${step} on.`,
  over: 'The run is over: nothing can be changed.',
  field: (name: string) => `Change ${name}`,
  fieldHint: 'Enter changes it from the next batch on, Escape leaves it as it is.',
} as const;

/** Words of comparing variants of a step. */
export const whatIf = {
  label: 'What if',
  pending: (step: string) => `Step ${step}, before its update`,
  last: (step: string) => `Batch of step ${step} once more, with the present weights`,
  training: 'In training mode, the same dropout masks before and after.',
  none: 'Variants can be compared once a batch has been trained.',
  intro: 'Compares one update on this batch as is and under each variant. Nothing is written unless you keep one.',
  paused: 'Pause the run to compare variants of its batch.',
  variants: 'Variants',
  asIs: 'As is',
  variant: (number: string) => `Variant ${number}`,
  add: 'Add variant',
  remove: (number: string) => `Remove variant ${number}`,
  withoutDropout: 'No dropout',
  withoutRows: 'Without rows',
  noRows: 'none',
  numberHint: 'A number, such as 0.01 or 1e-3; empty: as is',
  rowsHint: 'Rows to leave out, counted from 1: 3, 5-8',
  loss: 'Loss',
  /** Of a row of fields. */
  heading: (what: string) => what.charAt(0).toUpperCase() + what.slice(1),
  same: 'as is',
  of: (field: string, variant: string) => `${field}, ${variant}`,
  compare: 'Compare',
  results: 'Loss and norms',
  lossValue: 'Loss',
  before: (series: string) => `${series} before`,
  after: (series: string) => `${series} after`,
  change: 'Loss change',
  against: 'Loss vs as is',
  gradientNorm: 'Gradient norm',
  gradientHint: 'L2 norm over all gradients, before clipping',
  updateNorm: 'Update norm',
  updateHint: 'L2 norm over what the update changes in the weights',
  rows: 'Rows',
  keep: 'Keep',
  keepVariant: (number: string) => `Keep variant ${number}: write its update in place of the step’s own`,
  keepNone: 'Keep none',
  stepInto: 'Step into a batch to keep a variant in place of its update.',
  outdated: 'The run has gone on or was edited since: compare again.',
  unequal: 'With other rows, no dropout or another loss function, losses can’t be compared directly.',
  variantOf: {
    value: (name: string, value: string) => `${name} ${value}`,
    withoutDropout: 'no dropout',
    withoutRows: (rows: string) => `without rows ${rows}`,
    loss: (name: string) => `loss ${name}`,
    nothing: 'as is',
    separator: ', ',
  },
} as const;

import { counted } from '../../counted';
import type { StepPhase } from '../../debug/inside-step';

const phases: { readonly [Phase in StepPhase]: string } = {
  batch: 'Batch',
  forward: 'Forward',
  loss: 'Loss',
  gradients: 'Gradients',
  update: 'Update',
};

/** Words of going through the steps of a run: back, into one, and to any of them. Numbers come as text. */
export const travel = {
  /** Behind the word `Paused`. */
  insideStep: (step: string, phase: StepPhase) => `in step ${step}, ${phases[phase].toLowerCase()}`,
  goingBack: 'Going back',
  goingOn: 'Going forward',
  toStep: (step: string) => `to step ${step}`,
  hit: 'Breakpoint',
  notFinite: 'NaN',
  atStepOf: (step: string, head: string) => `at step ${step} of ${head}`,
  past: {
    label: 'In the past',
    title: (step: string, head: string) => `Viewing step ${step} of ${head}`,
    runBranches: 'Run goes on from here as a new branch.',
    goLive: 'Go live',
    goLiveHint: (head: string) => `Go to step ${head}, the newest`,
    runBranch: 'Run = new branch',
    exact: 'exact',
    partly: 'partly exact',
    differs: 'not exact',
    byHash: 'Compared with the state recorded at that step: equal, bit for bit.',
    byValues: 'Trained again from a snapshot: every value equal, bit for bit.',
    without: (names: string) => `Not put back: ${names}; weights, optimizer, metrics and data are equal.`,
    differsAt: ({ step, key, was, is }: { step: string; key: string; was: string; is: string }) =>
      `Differs from step ${step} on: ${key} was ${was} and is ${is}.`,
    stateDiffers: (step: string) => `The state at step ${step} differs from the one recorded there.`,
    loop: 'variables of the custom loop',
  },
  goTo: {
    title: 'Go to step',
    close: 'Close',
    field: 'Step',
    range: (oldest: string, newest: string) => `From ${oldest} to ${newest}`,
    /** Where the run can be trained on: `most` is its last step, if it has one. */
    rangeAhead: (oldest: string, newest: string, most: string | undefined) =>
      `From ${oldest} to ${newest}. Later ones${most === undefined ? '' : `, up to ${most},`} are trained first.`,
    go: 'Go',
    cancel: 'Cancel',
    whole: (oldest: string, most: string | undefined) =>
      most === undefined ? `Give a whole number from ${oldest} on.` : `Give a whole number from ${oldest} to ${most}.`,
    isRunning: 'Pause first: only a run that stands still can go to another step.',
    isMoving: 'The run is on its way to another step. It can be trained on to a later one once it stands there.',
    isOver: 'This run is over and can’t go back any more. Restart trains it again.',
    hasNoPast: 'This run has trained nothing yet, so there is no earlier step to go to.',
    isOut: (oldest: string, newest: string) => `Steps ${oldest} to ${newest} can be gone to.`,
  },
  timeline: {
    label: 'Timeline',
    hint: 'Arrow keys choose a step, with Shift ten; Home and End its ends; Enter goes there, or trains on to it; Escape lets go.',
    marks: {
      snapshot: 'snapshot',
      edit: 'edit',
      breakpoint: 'breakpoint hit',
      'not-finite': 'NaN',
      discarded: 'discarded batch',
      branch: 'branch',
      resumed: 'gone on in a new process',
      epoch: 'end of epoch',
      best: 'lowest loss',
    },
    /** For a timeline that has no room for more. */
    shortMarks: {
      snapshot: 'snapshot',
      edit: 'edit',
      breakpoint: 'hit',
      'not-finite': 'NaN',
      discarded: 'discarded',
      branch: 'branch',
      resumed: 'resumed',
      epoch: 'epoch',
      best: 'best',
    },
    /** Steps that a process took with it when it died. */
    lost: 'lost, trained again',
    lostShort: 'lost',
    earlierShort: 'earlier',
    /** The part of the run that fills the charts. */
    shownAbove: 'shown above',
    shownAboveShort: 'shown',
    previous: 'Previous event',
    next: 'Next event',
    untrained: 'not trained yet',
    goTo: 'Go to step…',
    goToChosen: (step: string) => `Go to step ${step}`,
    /** A step that is not trained yet. */
    runToChosen: (step: string) => `Run to step ${step}`,
    at: (step: string) => `Step ${step}`,
    here: (step: string, marks: string) => `Step ${step}: ${marks}`,
    separator: ', ',
    /** How many of the lines that were left behind are still drawn. */
    earlier: (count: number) =>
      count === 1 ? 'earlier line' : count === 2 ? 'earlier lines' : `earlier lines, newest ${count}`,
  },
  step: {
    label: 'Step',
    phases,
    phase: 'Phase',
    header: (step: string) => `Step ${step}`,
    /** In a custom loop. */
    call: (call: string) => `call ${call}`,
    place: (epoch: string, batch: string) => `epoch ${epoch}, batch ${batch}`,
    nothingWritten: 'Nothing is written yet: weights and optimizer are as before this batch.',
    rows: 'Rows',
    learningRate: 'Learning rate',
    gradientNorm: 'Gradient norm, all layers',
    inputs: 'Inputs',
    outputs: 'Outputs',
    shape: 'shape',
    min: 'min',
    mean: 'mean',
    max: 'max',
    notFinite: (count: string) => `${count} not finite`,
    ownValues: 'This batch, before update',
    variables: 'Variables, L2 norms',
    columns: { name: 'Name', weight: 'Weight', gradient: 'Gradient', update: 'Update', ratio: 'Ratio' },
    ratioHint: 'Norm of the update divided by the norm of the weights: about 0.001 is usual.',
    sortBy: (column: string) => `Sort by ${column}`,
    between: 'The run stands between two batches.',
    running: 'The run goes on. Pause it to step into a batch.',
    over: 'The run is over. Go back to a step of it, and its batches can be stepped into again.',
    lastLoss: 'Loss of the last batch',
    lossHint:
      'A loss is of the weights before the update that its batch makes. Behind the arrow, while the run rests: the same rows after it.',
    lastTime: 'Its time',
    milliseconds: (ms: string) => `${ms} ms`,
    timeOf: {
      compiled:
        'From asking for the batch to its weights being written. The step runs as one graph, in one call: its phases have no times of their own.',
      eager: 'From asking for the batch to its weights being written. Step into shows the time of each phase.',
    },
    batchTime: 'From asking for the batch to having it.',
    oneCall: (ms: string) => `Forward pass to update, in one call: ${ms} ms`,
    oneCallHint:
      'The step is compiled: it runs as one graph, and its phases have no times of their own. The first one that is stepped into takes longer, because TensorFlow makes its graph ready.',
    intoHint: (key: string) => `Step into (${key}) opens the next batch phase by phase, before anything is written.`,
    gone: 'The step can’t be looked into now.',
    next: { batch: 'Forward', forward: 'Loss', loss: 'Gradients', gradients: 'Update', update: 'Commit' },
  },
  snapshots: {
    name: 'Snapshots',
    of: (used: string, budget: string) => `${used} of ${budget} MB`,
    hint: ({ count, oldest, disk, diskBudget }: { count: string; oldest: string; disk: string; diskBudget: string }) =>
      `${counted(count, 'snapshot')}; step ${oldest} is the oldest to go back to. On disk: ${disk} of ${diskBudget} MB.`,
  },
} as const;

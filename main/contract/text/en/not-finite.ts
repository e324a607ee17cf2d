import { counted } from '../../counted';
import type { NotFinitePart, NotFinitePhase } from '../../debug/bisect';

const parts: { readonly [Part in NotFinitePart]: (names: string) => string } = {
  batch: (names) => `The batch holds NaN or infinities: ${names}.`,
  loss: (names) => `The loss is NaN or infinite: ${names}.`,
  gradients: (names) => `Gradients are NaN or infinite: ${names}.`,
  update: (names) => `The new values are NaN or infinite: ${names}.`,
};

const phases: { readonly [Phase in NotFinitePhase]: string } = {
  data: 'Data',
  weights: 'Weights before the step',
  forward: 'Forward',
  loss: 'Loss',
  gradients: 'Gradients',
  update: 'Update',
};

const origins: { readonly [Phase in NotFinitePhase]: (layer: string, className?: string) => string } = {
  data: (layer) => `They come with the data: ${layer}.`,
  weights: (layer) =>
    `Weights of ${layer} held them before this step: the update before wrote them, or they were set by hand.`,
  forward: (layer) => `${layer} is the first layer that gives them, from finite inputs.`,
  loss: (layer, className) =>
    className === undefined
      ? `All layers are finite; the loss of ${layer} is not.`
      : `The losses are finite; the penalty on the weights of ${layer} is not.`,
  gradients: (layer) => `The loss is finite; on the way back ${layer} makes the first gradient that is not.`,
  update: (layer) => `All gradients are finite; the optimizer’s new values of ${layer} are not.`,
};

/** Words of NaN and infinities that were kept from being written. Numbers come as text. */
export const notFinite = {
  label: 'NaN',
  title: (step: string) => `Step ${step} would write NaN: nothing was written`,
  parts,
  more: (names: string, others: number) => `${names} and ${others} more`,
  runSkips: 'Run goes on without this batch.',
  bisect: 'Bisect',
  bisectHint: 'Finds the phase, the layer and the rows where it begins, and keeps the step as a file',
  stepBack: 'Step back',
  skip: 'Skip batch',
  commit: 'Commit anyway',
  searching: 'Looking for where it begins…',
  result: 'Where it begins',
  phases,
  origins,
  phase: 'Phase',
  layer: 'Layer',
  rows: 'Rows',
  rowList: (rows: string, count: number, of: string) => `${count === 1 ? 'Row' : 'Rows'} ${rows} of ${of}.`,
  andMore: (count: string) => `and ${count} more`,
  each: (count: number) => `${count === 1 ? 'It alone makes' : 'They alone make'} the step NaN.`,
  all: 'Every row alone makes it: it is not the data.',
  together: 'The batch makes it as a whole, its halves do not.',
  togetherBy: (layers: string) => `Rows depend on each other through ${layers}.`,
  none: 'It has nothing to do with the rows.',
  openRows: 'Show the batch',
  saved: 'Kept as',
  copyFolder: 'Copy path',
  openCase: 'Open as a batch',
  notSaved: 'The step could not be kept.',
  cli: {
    again: (file: string, folder: string) => `Compute it again: npm run train -- ${file} --replay-case ${folder}`,
    replayed: (step: string) => `Step ${step}, computed again:`,
    same: 'NaN comes up at the same place.',
    differs: 'NaN comes up elsewhere.',
  },
  finite: 'Computed once more, every number is finite.',
  steps: (count: string) => `computed ${counted(count, 'time')}`,
} as const;

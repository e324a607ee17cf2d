import type { NamedHistogram } from '../../debug/layers';

const histograms: { readonly [Kind in NamedHistogram['kind']]: (name: string, slot: string) => string } = {
  weights: (name) => `Weights: ${name}`,
  gradients: (name) => `Gradient: ${name}`,
  updates: (name) => `Update: ${name}`,
  slot: (name, slot) => `${slot}: ${name}`,
  activations: () => 'Activations',
};

/** Words of the layers tab. */
export const layers = {
  pending: (step: string) => `Step ${step}, not written yet`,
  last: (step: string) => `Batch of step ${step}`,
  lastHint: 'Computed once more on that batch, with the weights as they are now.',
  model: (model: string) => `of ${model}`,
  cost: (percent: string) => `costs ${percent}`,
  costHint: (milliseconds: string, percent: string) =>
    `What looking costs the training: the last look took ${milliseconds} ms, ${percent} of the time since the one before. Measured in the training process; nothing while this tab is closed.`,
  none: 'Layers show here once a batch has been trained.',
  noneRunning: 'Waiting for the first batch.',
  table: 'Layers',
  layer: 'Layer',
  gradient: 'Gradient',
  gradientHint: 'L2 norm of the gradient, before clipping',
  ratio: 'Update ratio',
  ratioHint:
    'Norm of the update over the norm of the weights. The mark stands at 0.001, where many networks train well.',
  zeros: 'Zeros',
  zerosHint: 'Share of activations that are 0',
  dead: 'Dead',
  deadHint: 'Units that are 0 in every row of the batch',
  notFinite: 'not finite',
  notFiniteHint: 'A weight, gradient, update or activation of this layer is NaN or infinite.',
  frozen: 'frozen',
  className: 'Class',
  parameters: 'Parameters',
  weightNorm: 'Weight norm',
  gradientNorm: 'Gradient norm',
  updateNorm: 'Update norm',
  effectiveRate: 'Effective rate',
  mean: 'Output mean',
  std: 'Output std',
  min: 'Output min',
  max: 'Output max',
  ofUnits: (count: string, units: string) => `${count} of ${units}`,
  histograms,
  histogram: (title: string, low: string, high: string) => `${title}, from ${low} to ${high}`,
  notFiniteCount: (count: string) => `${count} not finite`,
  maps: (row: string) => `Feature maps of row ${row}`,
  filters: 'Filters',
  shown: (shown: string, count: string) => (shown === count ? count : `first ${shown} of ${count}`),
  greyRange: (low: string, high: string) => `black ${low}, white ${high}`,
  row: 'Row',
};

/** Words of the optimizer tab. */
export const optimizer = {
  none: 'The optimizer shows here once an experiment is loaded.',
  model: 'Model',
  name: 'Optimizer',
  updates: 'Updates so far',
  schedule: 'Schedule',
  scheduled: 'learningRate, next update',
  numbers: 'Hyperparameters',
  off: 'off',
  edited: 'edited',
  slots: 'State of each variable',
  slotsHint: 'L2 norms',
  noSlots: 'Nothing: this rule needs only the gradient.',
  variable: 'Variable',
};

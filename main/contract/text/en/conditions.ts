import type { ConditionType, MeaningId } from '../../conditions/condition-types';

const types: { readonly [Type in ConditionType | 'same']: string } = {
  number: 'a number',
  boolean: 'true or false',
  text: 'a text',
  series: 'a series',
  same: 'the same type',
};

/** One line for each name, as a list of completions shows it. */
const meanings: { readonly [Id in MeaningId]: string } = {
  loss: 'Loss of this batch, before its update',
  metric: 'Value of this batch',
  validation: 'Value of the last validation; judged at the end of an epoch',
  series: 'A series by its key, for keys that are no names',
  step: 'Number of the update, from 1',
  epoch: 'Epoch, from 0; the window counts from 1',
  batch: 'Batch of the epoch, from 0; the window: from 1',
  lr: 'Learning rate',
  gradNorm: 'Norm of the gradient of a layer, or of the whole model',
  weightNorm: 'Norm of the weights of a layer, or of the whole model',
  updateRatio: 'Norm of the update divided by the norm of the weights',
  deadShare: 'Share of units that are 0 for every row, from 0 to 1',
  mean: 'Mean of the last values, this one included',
  median: 'Median of the last values, this one included',
  ema: 'Exponential mean: weight × old + (1 − weight) × new',
  slope: 'Slope of the line through the last values, per value',
  min: 'Smallest of the last values, or of several numbers',
  max: 'Largest of the last values, or of several numbers',
  std: 'Standard deviation of the last values, as of a sample',
  previous: 'The series as it was one value ago, or several',
  abs: 'Without its sign',
  sqrt: 'Square root',
  log: 'Natural logarithm',
  exp: 'e to the power of a number',
  floor: 'The next whole number below',
  round: 'The nearest whole number',
  isNaN: 'Whether a number is NaN',
  isFinite: 'Whether a number is neither NaN nor infinite',
  'batch.rows': 'Rows of the batch',
  'batch.index': 'Batch of the epoch, from 0; the window: from 1',
  'batch.min': 'Smallest input value of the batch',
  'batch.max': 'Largest input value of the batch',
  'batch.hasNaN': 'Whether an input or target holds NaN',
  'batch.count': 'Rows of a class in the batch',
  'batch.has': 'Whether a row of the data is in the batch',
};

const didYouMean = (near: string): string => `Did you mean ${near.replaceAll(', ', ' or ')}?`;

/** Words of conditions. */
export const conditions = { types, meanings, didYouMean };

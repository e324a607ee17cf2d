import type { BatchErrors, BatchPart } from '../../../errors/batches';
import type { ErrorTexts } from '../../error-text';
import { at } from './at-batch';
import { inWords } from './phrases';

const parts: { readonly [Part in BatchPart]: string } = {
  x: 'The input',
  y: 'The target',
  sampleWeight: 'The sample weight',
};

const forms = '[x, y] | [x, y, sampleWeight] | { xs, ys, sampleWeight }';

/** What to do about targets that belong to another loss. */
const fitting: { readonly [Loss in NonNullable<BatchErrors['shape-mismatch']['fitting']>]: string } = {
  sparse: 'For class indices as targets take sparseCategoricalCrossentropy, or make the targets one-hot.',
  categorical: 'For one-hot targets take categoricalCrossentropy, or make the targets class indices.',
};

export const batchErrors: ErrorTexts<keyof BatchErrors> = {
  'yield-form': ({ got, ...place }) => ({
    headline: `The data${at(place)} has a form that can’t be trained on.`,
    expected: forms,
    got: inWords(got),
    next: 'Yield the input and the target of one batch together.',
  }),
  'missing-key': ({ which, key, expected, got, ...place }) => ({
    headline: `${parts[which]}${at(place)} does not fit the model’s names: ${key}.`,
    expected,
    got,
    next: 'Use the names of the model’s layers as keys, each once.',
  }),
  'count-mismatch': ({ which, expected, got, ...place }) => ({
    headline: `${parts[which]}${at(place)} has the wrong number of arrays.`,
    expected: String(expected),
    got: String(got),
    next: 'Give one array for each input or output of the model.',
  }),
  'shape-mismatch': ({ which, name, expected, got, fitting: loss, ...place }) => ({
    headline: `${parts[which]} ${name}${at(place)} has the wrong shape.`,
    expected,
    got,
    next: loss ? fitting[loss] : 'Change the data, or the shape in the model.',
  }),
  'rows-differ': ({ which, x, other, ...place }) => ({
    headline: `${parts[which]}${at(place)} has another number of rows than the input.`,
    expected: String(x),
    got: String(other),
    next: 'Give as many targets and weights as samples.',
  }),
  'empty-batch': (place) => ({
    headline: `The batch${at(place)} has no samples.`,
    next: 'Leave empty batches out: they would make the weights NaN.',
  }),
  'not-finite-input': ({ which, name, row, value, ...place }) => ({
    headline: `${parts[which]} ${name}${at(place)} holds ${value} in row ${row + 1} of the batch.`,
    expected: 'finite numbers',
    got: value,
    next: 'Clean the data: one such value makes every weight NaN.',
  }),
  'class-out-of-range': ({ name, row, value, classes, ...place }) => ({
    headline: `The target ${name}${at(place)} is no class in row ${row + 1} of the batch.`,
    expected: `0 … ${classes - 1}`,
    got: String(value),
    next: 'Correct the label, or give the last layer more units.',
  }),
  'token-out-of-range': ({ name, row, value, tokens, ...place }) => ({
    headline: `The input ${name}${at(place)} holds a token that its embedding does not have, in row ${row + 1} of the batch.`,
    expected: `0 … ${tokens - 1}`,
    got: String(value),
    next: 'Correct the data, or give the embedding a larger inputDim.',
  }),
  'class-weight-missing': ({ missing, ...place }) => ({
    headline: `classWeight has no weight for class ${missing}${at(place)}.`,
    next: 'Give every class a weight; 1 leaves it as it is.',
  }),
  'class-weight-outputs': ({ outputs }) => ({
    headline: `classWeight can’t be used with ${outputs} outputs.`,
    next: 'Use sampleWeight, one array for each output.',
  }),
};

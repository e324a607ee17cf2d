import type { TrainingErrors } from '../../errors/training';
import type { ErrorTexts } from '../error-text';

type Which = 'x' | 'y' | 'sampleWeight';
const parts: { readonly [Part in Which]: string } = {
  x: 'The input',
  y: 'The target',
  sampleWeight: 'The sample weight',
};
const kinds: { readonly [What in TrainingErrors['unknown-name']['what']]: string } = {
  loss: 'loss',
  metric: 'metric',
  optimizer: 'optimizer',
  schedule: 'learning-rate schedule',
  hyperparameter: 'setting',
  model: 'model',
  callback: 'hook of a callback',
};
const forms = '[x, y] | [x, y, sampleWeight] | { xs, ys, sampleWeight }';

/** `epoch 0, batch 12`, where known. */
function at({ epoch, batch }: { readonly epoch?: number; readonly batch?: number }): string {
  if (batch === undefined) return '';
  return epoch === undefined ? ` (batch ${batch})` : ` (epoch ${epoch + 1}, batch ${batch})`;
}

export const trainingErrors: ErrorTexts<keyof TrainingErrors> = {
  'user-code': ({ where, message, ...place }) => ({
    headline: `Your code threw an error in ${where}${at(place)}: ${message}`,
    next: 'Correct the line and restart. Updates made before it are kept.',
  }),
  'yield-form': ({ got }) => ({
    headline: 'The data has a form that can’t be trained on.',
    expected: forms,
    got,
    next: 'Yield the input and the target of one batch together.',
  }),
  'missing-key': ({ which, key, expected, got }) => ({
    headline: `${parts[which]} does not fit the model’s names: ${key}.`,
    expected,
    got,
    next: 'Use the names of the model’s layers as keys, each once.',
  }),
  'count-mismatch': ({ which, expected, got }) => ({
    headline: `${parts[which]} has the wrong number of arrays.`,
    expected: String(expected),
    got: String(got),
    next: 'Give one array for each input or output of the model.',
  }),
  'shape-mismatch': ({ which, name, expected, got }) => ({
    headline: `${parts[which]} ${name} has the wrong shape.`,
    expected,
    got,
    next: 'Change the data, or the shape in the model.',
  }),
  'rows-differ': ({ which, x, other }) => ({
    headline: `${parts[which]} has another number of rows than the input.`,
    expected: String(x),
    got: String(other),
    next: 'Give as many targets and weights as samples.',
  }),
  'empty-batch': () => ({
    headline: 'The batch has no samples.',
    next: 'Leave empty batches out: they would make the weights NaN.',
  }),
  'not-finite-input': ({ which, name, row, value }) => ({
    headline: `${parts[which]} ${name} holds ${value} in row ${row} of the batch.`,
    expected: 'finite numbers',
    got: value,
    next: 'Clean the data: one such value makes every weight NaN.',
  }),
  'class-out-of-range': ({ name, row, value, classes }) => ({
    headline: `The target ${name} is no class in row ${row} of the batch.`,
    expected: `0 … ${classes - 1}`,
    got: String(value),
    next: 'Correct the label, or give the last layer more units.',
  }),
  'class-weight-missing': ({ missing }) => ({
    headline: `classWeight has no weight for class ${missing}.`,
    next: 'Give every class a weight; 1 leaves it as it is.',
  }),
  'class-weight-outputs': ({ outputs }) => ({
    headline: `classWeight can’t be used with ${outputs} outputs.`,
    next: 'Use sampleWeight, one array for each output.',
  }),
  'generator-empty': ({ which }) => ({
    headline: {
      train: 'The training data has no batch.',
      validation: 'The validation data has no batch.',
      prediction: 'The data to predict from has no batch.',
    }[which],
    next: 'Yield at least one batch.',
  }),
  'steps-needed': ({ which }) => ({
    headline: `A generator has no length, so ${which} is needed.`,
    next: `Set ${which}, or return a Sequence.`,
  }),
  'wrong-hyperparameter': ({ name, expected, got }) => ({
    headline: `The setting ${name} has a value that can’t be used.`,
    expected,
    got,
    next: `Correct ${name} in compile.`,
  }),
  'unknown-name': ({ what, name, known }) => ({
    headline: `There is no ${kinds[what]} ${name}.`,
    expected: known,
    next: 'Correct the name.',
  }),
  'unsupported-model': ({ layer, what }) => ({
    headline: `${layer} can’t be trained as it is.`,
    expected: what,
    next: 'Return a built model: give its first layer an inputShape.',
  }),
  'unsupported-layer': ({ layer, what }) => ({
    headline: `The layer ${layer} can’t be built: ${what}.`,
    next: 'Use another layer or setting; with this one the results would not be Keras’s.',
  }),
  'model-json': ({ got }) => ({
    headline: 'The JSON does not describe a model.',
    expected: '{ class_name, config } | { modelTopology }',
    got,
    next: 'Give what model.to_json() of Keras writes, or a model.json of TensorFlow.js.',
  }),
  'model-file': ({ file, expected, got }) => ({
    headline: `${file} can’t be read as a saved model.`,
    expected,
    got,
    next: 'Save the model again, or choose another folder.',
  }),
  'file-name': ({ name, field, known }) => ({
    headline: `The file name ${name} can’t be filled in: ${field}.`,
    expected: known,
    next: 'Use only fields that the logs have at that time.',
  }),
  'monitor-missing': ({ callback, monitor, known }) => ({
    headline: `${callback} watches ${monitor}, which this epoch does not have.`,
    expected: known,
    next: 'Watch another value, or validate in every epoch.',
  }),
  'learning-rate-fixed': () => ({
    headline: 'The learning rate follows a schedule and can’t be set.',
    next: 'Leave out the callback that sets it, or give the optimizer a number as learningRate.',
  }),
  'already-training': ({ model }) => ({
    headline: model === '' ? 'The model is being trained already.' : `The model ${model} is being trained already.`,
    next: 'Await the call that trains it before you start another.',
  }),
  'data-file': ({ file, row, column, expected, got }) => ({
    headline: [
      `${file} can’t be read as data`,
      row !== undefined && `row ${row}`,
      column !== undefined && `column ${column}`,
    ]
      .filter(Boolean)
      .join(', '),
    expected,
    got,
    next: 'Correct the file or the options.',
  }),
  'illegal-command': ({ command, status }) => ({
    headline: `${command} can’t be done while the run is ${status}.`,
    next: 'Wait for another state, or restart.',
  }),
  'not-compiled': ({ model }) => ({
    headline: `The model ${model} is not compiled.`,
    next: 'Give it an entry in compile.',
  }),
  unexpected: ({ message }) => ({
    headline: `Something went wrong inside Batchpoint: ${message}`,
    next: 'Restart the run. If it happens again, copy the details and report it.',
  }),
};

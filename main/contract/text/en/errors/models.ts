import type { ModelErrors } from '../../../errors/models';
import { nearNames } from '../../../nearest-names';
import type { ErrorTexts } from '../../error-text';
import { inWords } from './phrases';

const kinds: { readonly [What in ModelErrors['unknown-name']['what']]: string } = {
  loss: 'loss',
  metric: 'metric',
  optimizer: 'optimizer',
  schedule: 'learning-rate schedule',
  hyperparameter: 'setting',
  model: 'model',
  callback: 'hook of a callback',
  layer: 'layer that can be changed here',
  output: 'output',
};

export const modelErrors: ErrorTexts<keyof ModelErrors> = {
  'unknown-name': ({ what, name, known }) => ({
    headline: `There is no ${kinds[what]} ${name}.`,
    expected: known,
    next: nearNext(name, known),
  }),
  'wrong-hyperparameter': ({ name, expected, got }) => ({
    headline: `The setting ${name} has a value that can’t be used.`,
    expected,
    got,
    next: `Correct ${name} in compile.`,
  }),
  'wrong-outputs': ({ field, expected, got }) => ({
    headline: `${field} does not fit the outputs of the model.`,
    expected,
    got,
    next: 'Give one entry for each output, in their order or by name. An output with the weight 0 in lossWeights is not trained.',
  }),
  'one-class-output': ({ name }) => ({
    headline: `The output ${name} has one unit, and its loss needs one for each class.`,
    expected: 'units >= 2',
    got: 'units: 1',
    next: 'For the labels 0 and 1 take binaryCrossentropy with a sigmoid activation, or give the layer a unit for each class.',
  }),
  'learning-rate-fixed': () => ({
    headline: 'The learning rate follows a schedule and can’t be set.',
    next: 'Leave out the callback that sets it, or give the optimizer a number as learningRate.',
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
    got: inWords(got),
    next: 'Give what model.to_json() of Keras writes, or a model.json of TensorFlow.js.',
  }),
  'not-compiled': ({ model }) => ({
    headline: `The model ${model} is not compiled.`,
    next: 'Give it an entry in compile.',
  }),
};

function nearNext(name: string, known: string): string {
  const near = nearNames(name, known.split(', '));
  return near.length === 0 ? 'Correct the name.' : `Did you mean ${near.join(' or ')}?`;
}

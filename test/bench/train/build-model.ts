import * as tf from '../../../main/training/tf';
import type { Case, LayerSpec } from './case';
import { kernelValues } from './numbers';

type Place = { readonly inputShape?: number[] };

function layerOf(spec: LayerSpec, place: Place, { vocabulary = 1 }: Case): tf.layers.Layer {
  const { layers } = tf;
  switch (spec.kind) {
    case 'dense':
      return layers.dense({ ...place, units: spec.units, activation: spec.activation });
    case 'conv': {
      const { filters, padding, activation } = spec;
      return layers.conv2d({ ...place, filters, padding, activation, kernelSize: 3 });
    }
    case 'batchNorm':
      return layers.batchNormalization(place);
    case 'relu':
      return layers.reLU(place);
    case 'maxPool':
      return layers.maxPooling2d({ ...place, poolSize: 2 });
    case 'flatten':
      return layers.flatten(place);
    case 'dropout':
      return layers.dropout({ ...place, rate: spec.rate });
    case 'embedding':
      return layers.embedding({ ...place, inputDim: vocabulary, outputDim: spec.units });
    case 'lstm':
      return layers.lstm({
        units: spec.units,
        recurrentActivation: 'sigmoid', // Keras's default, as the next one
        unitForgetBias: true,
        recurrentInitializer: 'glorotUniform',
      });
  }
}

/** The model of a case with the weights that every contender starts from. */
export function buildModel(given: Case): tf.Sequential {
  const model = tf.sequential();
  given.layers.forEach((spec, index) => {
    model.add(layerOf(spec, index === 0 ? { inputShape: [...given.input] } : {}, given));
  });
  let kernels = 0;
  for (const layer of model.layers) {
    const values = layer
      .getWeights()
      .map((weight) =>
        weight.rank < 2 ? weight : tf.tensor(kernelValues(weight.shape, kernels++), weight.shape, 'float32'),
      );
    if (values.length > 0) layer.setWeights(values);
  }
  return model;
}

/** The same without dropout, whose masks no two libraries draw alike. */
export function withoutDropout(given: Case): Case {
  return { ...given, layers: given.layers.filter(({ kind }) => kind !== 'dropout') };
}

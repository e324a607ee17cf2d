import { sigmoid, softmax, type Tensor } from '@tensorflow/tfjs-core';
import { layers, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { isModel } from './walk-layers';

type Activation = { getClassName(): string };
type Activated = layers.Layer & { activation?: Activation };
type SoftmaxLayer = layers.Layer & { softmax: (values: Tensor, axis?: number) => Tensor };

/** An output layer whose activation can be left out, so that a loss sees logits. */
export type LogitLayer = {
  readonly activation: 'softmax' | 'sigmoid';
  /** Takes the activation out; the returned function puts it back. */
  readonly withoutActivation: () => () => void;
  /** Predictions from logits. */
  readonly activate: (logits: Tensor) => Tensor;
};

const linear = (layers.activation({ activation: 'linear' }) as unknown as { activation: Activation }).activation;

/** The layer that computes an output, inside nested models too. */
function outputLayer(output: SymbolicTensor): layers.Layer {
  const { sourceLayer, outputTensorIndex } = output;
  return isModel(sourceLayer) ? outputLayer(sourceLayer.outputs[outputTensorIndex ?? 0]!) : sourceLayer;
}

/** A layer that is nothing but the activation. */
function softmaxLayer(layer: SoftmaxLayer): LogitLayer {
  const own = layer.softmax;
  return {
    activation: 'softmax',
    withoutActivation: () => {
      layer.softmax = (logits) => logits;
      return () => {
        layer.softmax = own;
      };
    },
    activate: (logits) => softmax(logits),
  };
}

/** The logit layer of an output, if it ends in softmax or sigmoid and feeds nothing else. */
export function logitLayerOf(model: LayersModel, index: number): LogitLayer | undefined {
  const layer = outputLayer(model.outputs[index]!) as Activated;
  const isShared = layer.outboundNodes.length > 0 || layer.inboundNodes.length > 1;
  if (isShared) return undefined;
  if (layer.getClassName() === 'Softmax') return softmaxLayer(layer as unknown as SoftmaxLayer);
  const own = layer.activation;
  const name = own?.getClassName();
  if (!own || (name !== 'softmax' && name !== 'sigmoid')) return undefined;
  return {
    activation: name,
    withoutActivation: () => {
      layer.activation = linear;
      return () => {
        layer.activation = own;
      };
    },
    activate: (logits) => (name === 'softmax' ? softmax(logits) : sigmoid(logits)),
  };
}

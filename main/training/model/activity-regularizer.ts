import { layers } from '@tensorflow/tfjs-layers';
import { CodedError } from '../../contract/errors';

/**
 * TensorFlow.js can't compute a penalty on what a layer puts out: it would fail, without a name, where the layer is
 * used, or leave the penalty out. So a layer refuses one where it is made.
 */
Object.defineProperty(layers.Layer.prototype, 'activityRegularizer', {
  configurable: true,
  get: () => null,
  set(this: layers.Layer, value: unknown) {
    if (value === null || value === undefined) return;
    throw new CodedError('unsupported-layer', { layer: this.name, what: 'activityRegularizer' });
  },
});

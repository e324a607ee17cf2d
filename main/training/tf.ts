// Brings the method forms of the operations (`x.add(y)`) into the types; the backend registers them.
import type {} from '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';

/** TensorFlow.js as an experiment sees it: tensors and operations of tfjs-core, layers and models of tfjs-layers. */
export * from '@tensorflow/tfjs-core';
export * from '@tensorflow/tfjs-layers';
export { model, sequential } from './model/layer-names';

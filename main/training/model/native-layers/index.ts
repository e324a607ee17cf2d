import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import { walkLayers } from '../walk-layers';
import { averagePoolingCall } from './average-pooling';
import { batchNormalizationCall } from './batch-normalization';
import { isBlockLstm, runBlockLstm } from './block-lstm';
import { containerCall } from './container';
import { conv2dCall } from './conv-2d';
import { denseCall } from './dense';
import type { Call, Replaceable } from './native-layer';
import { recurrentCall } from './recurrent-layer';
import { isScannable, runScan } from './scan';

type Replacement = (layer: Replaceable, original: Call) => Call;

const scanCall: Replacement = (layer, original) => recurrentCall(layer, original, runScan, isScannable);

const lstmCall: Replacement = (layer, original) =>
  recurrentCall(layer, scanCall(layer, original), runBlockLstm, isBlockLstm);

const replacements: { readonly [className: string]: Replacement } = {
  BatchNormalization: batchNormalizationCall,
  Conv2D: conv2dCall,
  Dense: denseCall,
  GlobalAveragePooling1D: averagePoolingCall,
  LSTM: lstmCall,
  GRU: scanCall,
  SimpleRNN: scanCall,
  ResetAfterGRU: scanCall,
  Model: containerCall,
  Functional: containerCall,
  Sequential: containerCall,
};

const replaced = new WeakSet<layers.Layer>();

/** Lets the layers of a model compute the same with fewer and faster operations. After everything else wraps calls. */
export function useNativeLayers(model: LayersModel): void {
  for (const layer of [model, ...walkLayers(model)]) {
    const replacement = replacements[layer.getClassName()];
    if (!replacement || replaced.has(layer)) continue;
    replaced.add(layer);
    const own = layer as unknown as Replaceable;
    own.call = replacement(own, own.call.bind(layer) as Call);
  }
}

import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { CodedError } from '../../contract/errors';
import type { CallbackList } from '../callbacks/callback-list';
import type { CompiledModel } from '../model/compiled-model';
import { partsOfYield } from '../data/yielded';
import type { BatchData } from '../experiment';
import { predictOnBatch } from '../step/train-on-batch';

/** Where inputs come from: items that hold only inputs, or the same as for training. */
export type InputSource = {
  next(): Promise<unknown>;
};

/** What is predicted, and who hears of it. */
export type Prediction = {
  readonly source: InputSource;
  /** Batches to take, at most. */
  readonly steps: number;
  readonly callbacks?: CallbackList;
};

function isListOf(item: readonly unknown[], inputs: number): boolean {
  const [first] = item;
  const isNested = Array.isArray(first) && first.length === inputs && typeof first[0] === 'object';
  return inputs > 1 && item.length === inputs && !isNested;
}

/** Inputs out of an item: `x`, `[x]`, `[x, y]`, `[x, y, sampleWeight]` or `{ xs }`. */
function inputsOf(item: unknown, { model }: CompiledModel): BatchData {
  if (Array.isArray(item)) {
    const list = item as readonly BatchData[];
    if (isListOf(list, model.inputs.length)) return list as BatchData;
    if (list.length === 1 && typeof list[0] === 'object') return list[0];
    if (list.length === 2 || list.length === 3) return partsOfYield(item).x;
  }
  if (typeof item === 'object' && item !== null && 'xs' in item) return item.xs as BatchData;
  return item as BatchData;
}

/**
 * Keras's `predict_generator`: the outputs for batches as they come, one after the other.
 * @returns a tensor for each output of the model; the caller owns them
 * @throws CodedError `generator-empty` if there is no batch, and whatever is wrong with one
 */
export async function predictGenerator(compiled: CompiledModel, prediction: Prediction): Promise<readonly Tensor[]> {
  const { source, steps, callbacks } = prediction;
  const parts: (readonly Tensor[])[] = [];
  try {
    await callbacks?.call('onPredictBegin');
    for (let batch = 0; batch < steps; batch += 1) {
      const item = await source.next();
      if (item === undefined) break;
      await callbacks?.call('onPredictBatchBegin', batch);
      parts.push(predictOnBatch(compiled, inputsOf(item, compiled)));
      await callbacks?.call('onPredictBatchEnd', batch);
    }
    await callbacks?.call('onPredictEnd');
    if (parts.length === 0) throw new CodedError('generator-empty', { which: 'prediction' });
    return compiled.outputs.map((_, output) => tidy(() => joined(parts.map((part) => part[output]!))));
  } finally {
    for (const part of parts) for (const tensor of part) tensor.dispose();
  }
}

function joined([first, ...rest]: readonly Tensor[]): Tensor {
  return rest.length === 0 ? first!.clone() : first!.concat(rest);
}

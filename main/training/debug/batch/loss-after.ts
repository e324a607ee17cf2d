import { tensor } from '@tensorflow/tfjs-core';
import type { CompiledModel } from '../../compiled-model';
import type { ProposedUpdate } from '../../optimizers/optimizer-state';
import { valuesOf } from '../../running-sums';
import { computeStep, discardStep } from '../../train-on-batch';
import { cloneBatch, type LookedAtBatch } from '../layers/looked-at-step';

/** Loss of a batch with the weights as they are, and with the random numbers of its step. */
export function lossNow({ compiled, batch, key }: LookedAtBatch): number {
  const computed = computeStep(compiled, cloneBatch(batch), key);
  const { loss } = valuesOf(compiled.series, computed.sums);
  discardStep(compiled, computed);
  return loss!;
}

/** Runs something with the weights that an update proposes; the weights are the same bits again afterwards. */
export function withUpdate<Result>({ trainable }: CompiledModel, update: ProposedUpdate, run: () => Result): Result {
  const changed = trainable.flatMap(({ name, value }) => {
    const next = update.get(name)?.value;
    return next ? [{ value, next, before: value.dataSync().slice() }] : [];
  });
  try {
    for (const { value, next } of changed) value.assign(next);
    return run();
  } finally {
    for (const { value, before } of changed) {
      const was = tensor(before, value.shape, value.dtype);
      value.assign(was);
      was.dispose();
    }
  }
}

import { valuesOf } from '../../metrics/running-sums';
import { computeStep, discardStep } from '../../step/train-on-batch';
import { cloneBatch, type LookedAtBatch } from '../looked-at-batch';

/** Loss of a batch with the weights as they are, and with the random numbers of its step. */
export function lossNow({ compiled, batch, key }: LookedAtBatch): number {
  const computed = computeStep(compiled, cloneBatch(batch), key);
  const { loss } = valuesOf(compiled.series, computed.sums);
  discardStep(compiled, computed);
  return loss!;
}

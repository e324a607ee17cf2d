import type { Logs } from '../../contract/training-event';
import type { CallbackList } from '../callbacks/callback-list';
import type { CompiledModel } from '../model/compiled-model';
import type { BatchSource } from '../data/batch-source';
import { stepsOf } from '../data/counted-source';
import { prepareBatch, type PrepareOptions } from '../data/prepare-batch';
import { partsOfYield } from '../data/yielded';
import { placing } from '../error-place';
import { RunningSums } from '../metrics/running-sums';
import { testStep } from '../step/train-on-batch';

export type Evaluation = {
  readonly source: BatchSource;
  /** Batches to take; by default the length of a sequence. */
  readonly steps?: number;
  readonly options?: PrepareOptions;
  readonly callbacks?: CallbackList;
  /** Awaited before each batch is asked for. */
  readonly enter?: () => Promise<void>;
};

/**
 * Takes batches from a source and aggregates loss and metrics with training off, as Keras's `evaluate_generator`.
 * A generator's stream runs on where the last evaluation left it. The metrics of the model are left as it ended: as in
 * Keras, a later call without `resetMetrics` runs on from there.
 * @returns undefined if the source has no more batches
 * @throws CodedError `steps-needed` for a generator without a number of steps, and whatever is wrong with a batch
 */
export async function evaluateGenerator(compiled: CompiledModel, evaluation: Evaluation): Promise<Logs | undefined> {
  const { source, callbacks, enter, options = {} } = evaluation;
  const steps = stepsOf(evaluation.steps, source, 'validationSteps');
  const running = new RunningSums(compiled.series);
  let taken = 0;
  const evaluateNext = async (): Promise<boolean> => {
    await enter?.();
    const item = await source.next();
    if (item === undefined) return false;
    if (taken === 0) await callbacks?.call('onTestBegin');
    await callbacks?.call('onTestBatchBegin', taken);
    // Only now: whoever throws before has no tensors to end.
    running.add(testStep(compiled, prepareBatch(compiled, partsOfYield(item), options)));
    await callbacks?.call('onTestBatchEnd', taken, running.values);
    return true;
  };
  await placing(
    () => ({ batch: taken, during: 'validation' }),
    async () => {
      source.beginEpoch(0);
      while (taken < steps && (await evaluateNext())) taken += 1;
    },
  );
  if (taken === 0) return undefined;
  await source.endEpoch();
  compiled.running.sums = running.sums;
  await callbacks?.call('onTestEnd', running.values);
  return running.values;
}

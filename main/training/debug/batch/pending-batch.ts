import type { BatchDetail } from '../../../contract/batch-detail';
import { detailOf } from './batch-detail';
import type { DebugContext } from '../debug-context';
import { lookedAtBatch, withStep, type LookedAtBatch } from '../looked-at-batch';

/** The batch that the run stands in, with the predictions and losses before anything is written. */
export function pendingBatch(context: DebugContext): BatchDetail | undefined {
  const looked = context.pending && lookedAtBatch(context);
  return looked && untrainedDetail(context, looked, context.pending.file);
}

/** The same of any batch that is not trained on yet. */
export function untrainedDetail(
  { experiment }: Pick<DebugContext, 'experiment'>,
  looked: LookedAtBatch,
  file: string | undefined,
): BatchDetail {
  const { compiled, batch, place } = looked;
  const { step, epoch } = place;
  return withStep(looked, ({ results }) => {
    const trained = { rows: batch.rows, own: {}, means: {}, batch, results };
    const { outputs } = compiled;
    const last = { compiled, outputs, trained, step, epoch, batch: place.batch, ...(file !== undefined && { file }) };
    return detailOf(last, experiment.columns);
  });
}

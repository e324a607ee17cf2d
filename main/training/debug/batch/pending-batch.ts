import type { BatchDetail } from '../../../contract/batch-detail';
import { detailOf } from '../../batch-detail';
import type { DebugContext } from '../debug-context';
import { lookedAtBatch, withStep } from '../layers/looked-at-step';

/** The batch that the run stands in, with what the model says of it before anything is written. */
export function pendingBatch(context: DebugContext): BatchDetail | undefined {
  const looked = context.pending && lookedAtBatch(context);
  if (!looked) return undefined;
  const { compiled, batch, place } = looked;
  const { step, epoch } = place;
  const { file } = context.pending;
  return withStep(looked, ({ results }) => {
    const trained = { rows: batch.rows, own: {}, means: {}, batch, results };
    const last = { compiled, trained, step, epoch, batch: place.batch, ...(file !== undefined && { file }) };
    return detailOf(last, context.experiment.columns);
  });
}

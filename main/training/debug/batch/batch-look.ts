import type { BatchLook, DataFinding } from '../../../contract/debug/batch-inspector';
import { valuesOf } from '../../running-sums';
import type { DebugContext } from '../debug-context';
import { lookedAtBatch, withStep, type LookedAtBatch } from '../layers/looked-at-step';
import { findingsIn } from './findings';
import { withUpdate } from '../with-update';
import { lossNow } from './loss-now';

function losses({ last }: DebugContext, looked: LookedAtBatch): Pick<BatchLook, 'lossBefore' | 'lossAfter'> {
  if (looked.place.of === 'last') return { lossBefore: last!.trained.own['loss']!, lossAfter: lossNow(looked) };
  const { compiled } = looked;
  return withStep(looked, ({ sums, update }) => ({
    lossBefore: valuesOf(compiled.series, sums)['loss']!,
    lossAfter: withUpdate(compiled, update, () => lossNow(looked)),
  }));
}

function seenAgain({ seenRows }: DebugContext, { batch, place }: LookedAtBatch): DataFinding[] {
  if (!batch.rowIds) {
    seenRows.watch(place);
    if (place.of === 'last') seenRows.add(batch, place);
  }
  const rows = seenRows.before(batch, place.epoch, place.step);
  const [row] = rows;
  if (row === undefined) return [];
  return [{ code: 'seen-again', values: { count: rows.length, row, since: seenRows.since } }];
}

/** The batch that the run stands in or trained last: its loss before and after its update, and what is odd about it. */
export function batchLook(context: DebugContext): BatchLook | undefined {
  const looked = lookedAtBatch(context);
  if (!looked) return undefined;
  const findings = [...findingsIn(looked.compiled, looked.batch), ...seenAgain(context, looked)];
  return { ...looked.place, ...losses(context, looked), findings };
}

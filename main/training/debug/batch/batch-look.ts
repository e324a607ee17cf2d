import type { BatchLook, DataFinding } from '../../../contract/debug/batch-inspector';
import { valuesOf } from '../../metrics/running-sums';
import type { DebugContext } from '../debug-context';
import { lookedAtBatch, withStep, type LookedAtBatch } from '../looked-at-batch';
import { findingsIn } from './findings';
import { withUpdate } from '../with-update';
import { lossNow } from './loss-now';

function losses(
  { last }: Pick<DebugContext, 'last'>,
  looked: LookedAtBatch,
): Pick<BatchLook, 'lossBefore' | 'lossAfter'> {
  if (looked.place.of === 'last') return { lossBefore: last!.trained.own['loss']!, lossAfter: lossNow(looked) };
  const { compiled } = looked;
  return withStep(looked, ({ sums, update }) => ({
    lossBefore: valuesOf(compiled.series, sums)['loss']!,
    lossAfter: withUpdate(compiled, update, () => lossNow(looked)),
  }));
}

function seenAgain({ plan, seenRows }: DebugContext, looked: LookedAtBatch): DataFinding[] {
  const { batch, place } = looked;
  // A batch out of a file is no part of the epoch, and a custom loop has none.
  if (looked.isFromFile || plan.mode === 'loop') return [];
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
  return looked && lookAt(context, looked);
}

/** The same of any batch. */
export function lookAt(context: DebugContext, looked: LookedAtBatch): BatchLook {
  const findings = [...findingsIn(looked.compiled, looked.batch), ...seenAgain(context, looked)];
  return { ...looked.place, ...losses(context, looked), findings };
}

import type { EditedBatch, PlannedEdit } from '../../../contract/debug/edits';
import { CodedError } from '../../../contract/errors';
import type { RunPlan } from '../../../contract/training-event';
import { isBefore, isDiscard, type PlannedDiscard } from './edit-kinds';

/** The error of a batch that is to be discarded where it does not come. */
export function misplaced({ step, inside }: PlannedEdit): CodedError {
  return new CodedError('discard-misplaced', { step, ...inside! });
}

/**
 * Proves, as far as it can be known before a run, that it comes to all of its edits.
 * @param planned by step
 * @param begins updates that are done when the run begins
 * @throws CodedError `discard-misplaced`, `edits-beyond-end`
 */
export function checkPlaces(planned: readonly PlannedEdit[], plan: RunPlan, begins: number): void {
  checkDiscards(planned, plan, begins);
  // How many updates came out of files before a run that goes on is not known.
  if (begins === 0) checkEnd(planned, plan);
}

function checkDiscards(planned: readonly PlannedEdit[], plan: RunPlan, begins: number): void {
  const discards = planned.filter(isDiscard);
  for (const [before, discard] of discards.entries()) {
    const previous = discards[before - 1];
    const isInOrder = !previous || isBefore(previous.inside, discard.inside);
    if (!isInOrder || !isInRun(discard.inside, planned, plan)) throw misplaced(discard);
    if (begins === 0 && !canCome(discard, before, planned, plan)) throw misplaced(discard);
  }
}

/** An edit is made before a batch: there is none behind the last. A mark can be put down there, too. */
function checkEnd(planned: readonly PlannedEdit[], plan: RunPlan): void {
  if (plan.totalSteps === undefined || hasKind(planned, 'batch-size')) return;
  let end = plan.totalSteps + outOfFiles(planned);
  const beyond: PlannedEdit[] = [];
  for (const each of planned) {
    if (isDiscard(each)) end -= 1;
    else if (each.step >= end && each.edit.kind !== 'mark-row') beyond.push(each);
  }
  const [first] = beyond;
  if (first) throw new CodedError('edits-beyond-end', { count: beyond.length, step: first.step, end });
}

const hasKind = (planned: readonly PlannedEdit[], kind: PlannedEdit['edit']['kind']): boolean =>
  planned.some(({ edit }) => edit.kind === kind);

/** Updates on batches out of files, at most, that are to be made by a step. */
function outOfFiles(planned: readonly PlannedEdit[], by = Infinity): number {
  let updates = 0;
  for (const { edit, step } of planned) if (edit.kind === 'replay-batch' && step <= by) updates += edit.times;
  return updates;
}

function isInRun({ epoch, batch }: EditedBatch, planned: readonly PlannedEdit[], plan: RunPlan): boolean {
  if (plan.mode === 'loop') return epoch === 0;
  const { initialEpoch, epochs = Infinity } = plan;
  const { mode, stepsPerEpoch } = plan;
  const isCounted = mode === 'generator' && stepsPerEpoch !== undefined && !hasKind(planned, 'batch-size');
  return epoch >= initialEpoch && epoch < epochs && !(isCounted && batch >= stepsPerEpoch);
}

/**
 * Whether a batch can come after so many updates: each batch of the data before it is an update, if it was not let go, and
 * updates on batches out of files come on top.
 * @param discarded batches before it that are discarded
 */
function canCome(
  { step, inside }: PlannedDiscard,
  discarded: number,
  planned: readonly PlannedEdit[],
  plan: RunPlan,
): boolean {
  const { initialEpoch, mode, stepsPerEpoch } = plan;
  const epochs = inside.epoch - initialEpoch;
  const isCounted = mode === 'generator' && stepsPerEpoch !== undefined && !hasKind(planned, 'batch-size');
  if (epochs > 0 && !isCounted) return true;
  const updates = epochs * (stepsPerEpoch ?? 0) + inside.batch - discarded;
  // A batch of which all rows are left out is none.
  return step <= updates + outOfFiles(planned, step) && (step >= updates || hasKind(planned, 'skip-row'));
}

import type { EditedBatch, PlannedEdit } from '../../../contract/debug/edits';
import { CodedError } from '../../../contract/errors';
import type { RunPlan } from '../../../contract/training-event';
import { nextBatch } from '../../session/next-batch';
import type { SavedRun } from '../../session/saved-run';

type Discard = PlannedEdit & { readonly inside: EditedBatch };

function isDiscard(planned: PlannedEdit): planned is Discard {
  return planned.edit.kind === 'discard';
}

const isBefore = (a: EditedBatch, b: EditedBatch): boolean =>
  a.epoch < b.epoch || (a.epoch === b.epoch && a.batch < b.batch);

/** The error of a batch that is to be discarded where it does not come. */
export function misplaced({ step, inside }: PlannedEdit): CodedError {
  return new CodedError('discard-misplaced', { step, ...inside! });
}

/** Edits that a run which goes on from a saved one has yet to make. */
export function editsAhead(planned: readonly PlannedEdit[], resume: SavedRun | undefined): readonly PlannedEdit[] {
  if (!resume) return planned;
  const next = nextBatch(resume);
  return planned.filter((each) => {
    if (each.step !== resume.step || !isDiscard(each)) return each.step >= resume.step;
    return !isBefore(each.inside, next);
  });
}

/**
 * Proves, as far as it can be known before a run, that the batches which it is to discard come with so many updates before them.
 * @param begins updates that are done when the run begins
 * @throws CodedError `discard-misplaced`
 */
export function checkDiscards(planned: readonly PlannedEdit[], plan: RunPlan, begins: number): void {
  const discards = planned.filter(isDiscard).sort((a, b) => a.step - b.step);
  for (const [before, discard] of discards.entries()) {
    const previous = discards[before - 1];
    const isInOrder = !previous || isBefore(previous.inside, discard.inside);
    if (!isInOrder || !isInRun(discard.inside, planned, plan)) throw misplaced(discard);
    if (begins === 0 && !canCome(discard, before, planned, plan)) throw misplaced(discard);
  }
}

const hasKind = (planned: readonly PlannedEdit[], kind: PlannedEdit['edit']['kind']): boolean =>
  planned.some(({ edit }) => edit.kind === kind);

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
  { step, inside }: Discard,
  discarded: number,
  planned: readonly PlannedEdit[],
  plan: RunPlan,
): boolean {
  const { initialEpoch, mode, stepsPerEpoch } = plan;
  const epochs = inside.epoch - initialEpoch;
  const isCounted = mode === 'generator' && stepsPerEpoch !== undefined && !hasKind(planned, 'batch-size');
  if (epochs > 0 && !isCounted) return true;
  const updates = epochs * (stepsPerEpoch ?? 0) + inside.batch - discarded;
  let onTop = 0;
  for (const { edit, step: at } of planned) if (edit.kind === 'replay-batch' && at <= step) onTop += edit.times;
  // A batch of which all rows are left out is none.
  return step <= updates + onTop && (step >= updates || hasKind(planned, 'skip-row'));
}

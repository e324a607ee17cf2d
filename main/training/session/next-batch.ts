import type { EditedBatch } from '../../contract/debug/edits';
import type { SavedRun } from './saved-run';

/** The batch of the data that a saved run goes on with. A custom loop's run can't be saved, so it has one. */
export function nextBatch({ position }: SavedRun): EditedBatch {
  return position as unknown as EditedBatch;
}

import { isPossible } from '../../main/contract/commands';
import type { Edit, RowMark } from '../../main/contract/debug/edits';
import type { Variant } from '../../main/contract/debug/what-if';
import { reportOf } from '../../main/contract/errors';
import { isInside } from '../../main/contract/run-state';
import { rowsAsCsv, type RowState } from '../chart-data/row-edits';
import { say, saySaved } from './toasts';
import { connection, runStore } from './window-store';

/** Does something that the trainer may refuse, and says so then. @returns whether it was done */
async function attempt(action: () => Promise<void>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    say({ kind: 'edit-failed', error: reportOf(error) });
    return false;
  }
}

/** Changes how a model is trained, or marks a row, and says so with a way back. @returns whether it was done */
export function makeEdit(model: string, edit: Edit | RowMark): Promise<boolean> {
  return attempt(async () => say({ kind: 'edited', record: await connection.ask('edit', model, edit) }));
}

/** Takes an edit back by another one. @returns whether it was done */
export function undoEdit(id: number): Promise<boolean> {
  return attempt(async () => say({ kind: 'edited', record: await connection.ask('undo', id) }));
}

/**
 * Trains a number of times on a batch out of a file, as an edit; a run that waits between two batches does it at once, and
 * then waits again.
 * @returns whether it was done
 */
export function trainOnFile(file: string, times: number): Promise<boolean> {
  return attempt(async () => {
    say({ kind: 'edited', record: await connection.ask('replayBatch', file, times) });
    const { state } = runStore.facts.getState();
    if (isPossible('stepN', state) && !isInside(state)) connection.send({ kind: 'step', count: times });
  });
}

/** Writes a variant of the step that the run stands in. @returns whether it was done */
export function keepVariant(variant: Variant): Promise<boolean> {
  return attempt(async () => void (await connection.ask('keepVariant', variant)));
}

/** Asks where to, and writes a list of rows there. */
export async function saveRows(states: Iterable<RowState>): Promise<void> {
  const name = runStore.facts.getState().plan?.name ?? '';
  const bytes = new TextEncoder().encode(rowsAsCsv(states));
  saySaved(await window.batchpoint.request('batch:save', { name: `${name}-rows.csv`, bytes }));
}

import { isPossible } from '../../main/contract/commands';
import type { Edit, RowMark } from '../../main/contract/debug/edits';
import type { Variant } from '../../main/contract/debug/what-if';
import { reportOf } from '../../main/contract/errors';
import { isInside, isOver, type RunState } from '../../main/contract/run-state';
import { rowsAsCsv, type RowState } from '../chart-data/row-edits';
import { saySaved } from './commands';
import { connection, runStore, workspace } from './window-store';
import type { Toast } from './workspace';

let toasts = 0;

type Said = Extract<Toast, { kind: 'edited' | 'edit-failed' }>;
type Unnumbered = Said extends infer One ? (One extends Said ? Omit<One, 'id'> : never) : never;

/** Numbers of its own: below those of other toasts. */
function say(toast: Unnumbered): void {
  workspace.setState({ toast: { id: --toasts, ...toast } as Said });
}

/** Whether edits can be made in a state. */
export function isEditable(state: RunState): boolean {
  return !isOver(state) && 'step' in state && state.status !== 'moving' && state.status !== 'stopping';
}

/** Changes how a model is trained, or marks a row, and says so with a way back. @returns whether it could be done */
export async function makeEdit(model: string, edit: Edit | RowMark): Promise<boolean> {
  try {
    say({ kind: 'edited', record: await connection.ask('edit', model, edit) });
    return true;
  } catch (error) {
    say({ kind: 'edit-failed', error: reportOf(error) });
    return false;
  }
}

/** Takes an edit back by another one. */
export async function undoEdit(id: number): Promise<void> {
  try {
    say({ kind: 'edited', record: await connection.ask('undo', id) });
  } catch (error) {
    say({ kind: 'edit-failed', error: reportOf(error) });
  }
}

/**
 * Trains so many times on a batch out of a file, as an edit; a run that waits between two batches does it at once, and then
 * waits again.
 */
export async function trainOnFile(file: string, times: number): Promise<void> {
  try {
    say({ kind: 'edited', record: await connection.ask('replayBatch', file, times) });
    const { state } = runStore.facts.getState();
    if (isPossible('stepN', state) && !isInside(state)) connection.send({ kind: 'step', count: times });
  } catch (error) {
    say({ kind: 'edit-failed', error: reportOf(error) });
  }
}

/** Writes a variant of the step that the run stands in. */
export async function keepVariant(variant: Variant): Promise<void> {
  try {
    await connection.ask('keepVariant', variant);
  } catch (error) {
    say({ kind: 'edit-failed', error: reportOf(error) });
  }
}

/** Asks where to, and writes a list of rows there. */
export async function saveRows(states: Iterable<RowState>): Promise<void> {
  const name = runStore.facts.getState().plan?.name ?? '';
  const bytes = new TextEncoder().encode(rowsAsCsv(states));
  saySaved(await window.batchpoint.request('batch:save', { name: `${name}-rows.csv`, bytes }));
}

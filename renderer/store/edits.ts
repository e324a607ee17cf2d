import type { Edit } from '../../main/contract/debug/edits';
import type { Variant } from '../../main/contract/debug/what-if';
import { reportOf } from '../../main/contract/errors';
import { isOver, type RunState } from '../../main/contract/run-state';
import { connection, workspace } from './window-store';
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

/** Changes how a model is trained, and says so with a way back. @returns whether it could be done */
export async function makeEdit(model: string, edit: Edit): Promise<boolean> {
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

/** Writes a variant of the step that the run stands in. */
export async function keepVariant(variant: Variant): Promise<void> {
  try {
    await connection.ask('keepVariant', variant);
  } catch (error) {
    say({ kind: 'edit-failed', error: reportOf(error) });
  }
}

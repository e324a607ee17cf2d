import { createStore } from 'zustand/vanilla';

const prefix = 'told:';

/** What the person has waved off in this window. */
export const told = createStore<{ readonly [what: string]: boolean }>(() => ({}));

/** Does not explain something again: the person knows it. Kept beyond the window. */
export function setTold(what: string): void {
  localStorage.setItem(prefix + what, '');
  told.setState({ [what]: true });
}

/** Whether something was waved off here, or in a window before. */
export function isTold(what: string): boolean {
  return told.getState()[what] ?? localStorage.getItem(prefix + what) !== null;
}

import type { KeyboardEvent } from 'react';

const moves: { readonly [key: string]: (columns: number) => number } = {
  ArrowLeft: () => -1,
  ArrowRight: () => 1,
  ArrowUp: (columns) => -columns,
  ArrowDown: (columns) => columns,
};

/**
 * Arrow keys move the focus between the buttons of a grid that is one stop of the Tab key.
 * @param columns buttons in a row; 0: there is one row, and keys up and down do nothing
 * @param chooses whether the button that gets the focus is pressed too. Default true
 */
export function moveFocus(event: KeyboardEvent<HTMLElement>, columns: number, chooses = true): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const move = moves[event.key]?.(columns) ?? NaN;
  const next = event.key === 'Home' ? 0 : event.key === 'End' ? buttons.length - 1 : at + move;
  if (at < 0 || !buttons[next]) return;
  event.preventDefault();
  buttons[next].focus();
  if (chooses) buttons[next].click();
}

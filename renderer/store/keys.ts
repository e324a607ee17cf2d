import { commands } from '../../main/contract/commands';
import type { CommandId } from '../../main/contract/commands';

/** The part of a keyboard event that decides. */
export type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
};

const signs: { readonly [key: string]: string } = {
  '.': 'Period',
  ',': 'Comma',
  '-': 'Minus',
  '[': 'BracketLeft',
  ']': 'BracketRight',
};

/** Whether a press is the key that an Electron accelerator names, on a keyboard of any layout. */
function matches(accelerator: string, press: KeyPress, platform: string): boolean {
  const parts = accelerator.split('+');
  const key = parts.pop() ?? '';
  const isMac = platform === 'darwin';
  // On many keyboards it is typed with Shift, and its key alone is enough.
  if (accelerator === 'Plus') return isPlus(press);
  const command = parts.includes('CmdOrCtrl');
  if (press.ctrlKey !== (command && !isMac) || press.metaKey !== (command && isMac)) return false;
  if (press.shiftKey !== parts.includes('Shift') || press.altKey !== parts.includes('Alt')) return false;
  const code = signs[key] ?? (/^[A-Z]$/.test(key) ? `Key${key}` : /^\d$/.test(key) ? `Digit${key}` : key);
  return press.code === code || press.key.toLowerCase() === key.toLowerCase();
}

function isPlus({ key, code, ctrlKey, metaKey, altKey }: KeyPress): boolean {
  return (key === '+' || code === 'Equal') && !ctrlKey && !metaKey && !altKey;
}

/** The command that a press gives, legal or not. */
export function commandOf(press: KeyPress, platform: string): CommandId | undefined {
  const all = Object.values(commands);
  // The sign that is typed counts before the place of its key: on some keyboards plus is where a bracket is on others.
  const typed = press.key === '+' && all.find(({ keys }) => keys.includes('Plus') && isPlus(press));
  return (typed || all.find(({ keys }) => keys.some((key) => matches(key, press, platform))))?.id;
}

/**
 * Whether a press would change what stands in a text field, by a sign or by taking some away (Ctrl and Backspace: a
 * word): it belongs to the field then.
 * @param onlyDigits the field holds a whole number: other signs are of no use to it
 */
export function writes(press: KeyPress, onlyDigits = false): boolean {
  if (press.key === 'Backspace' || press.key === 'Delete') return true;
  const isSign = press.key.length === 1 && !press.ctrlKey && !press.metaKey && !press.altKey;
  return isSign && (!onlyDigits || /^\d$/.test(press.key));
}

/** An accelerator as it is printed on buttons: `⇧F5` on a Mac, `Shift+F5` elsewhere. */
export function keyLabel(accelerator: string, platform: string): string {
  if (accelerator === 'Plus' || accelerator === '-') return accelerator === '-' ? '−' : '+';
  if (platform !== 'darwin') return accelerator.replace('CmdOrCtrl', 'Ctrl');
  return accelerator.replace('CmdOrCtrl', '⌘').replace('Shift', '⇧').replace('Alt', '⌥').replaceAll('+', '');
}

import { commands, type CommandId } from '../../main/contract/commands';
import { keyLabel } from './keys';
import { usePreferences, useText } from './window-store';

/** Tells the keys of a command as they are printed on this machine, the usual one first. */
export function useKeys(): (id: CommandId) => readonly string[] {
  const platform = usePreferences(({ info }) => info?.platform ?? '');
  return (id) => commands[id].keys.map((key) => keyLabel(key, platform));
}

/** Tells what a command does and its usual key: the tooltip of whatever gives it. */
export function useHint(): (id: CommandId) => string {
  const text = useText();
  const keysOf = useKeys();
  return (id) => {
    const { hint } = text.commands[id];
    const [key] = keysOf(id);
    return key === undefined ? hint : text.window.withKey(hint, key);
  };
}

import { commands, type CommandId } from '../../../main/contract/commands';
import type { Catalogue } from '../../../main/contract/text/catalogue';

/** Itself it is not in the list. */
const ids = Object.values(commands)
  .map(({ id }) => id)
  .filter((id) => id !== 'palette');

/**
 * Commands whose name or hint holds all the words of a text, those by name first.
 * @param text in any case; empty: all commands, in the order of the table
 */
export function findCommands(text: string, words: Catalogue['commands']): readonly CommandId[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (where: string) => wanted.every((word) => where.toLowerCase().includes(word));
  const byName = ids.filter((id) => holds(words[id].label));
  const byHint = ids.filter((id) => !byName.includes(id) && holds(`${words[id].label} ${words[id].hint}`));
  return [...byName, ...byHint];
}

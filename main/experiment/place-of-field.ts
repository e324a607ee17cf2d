import type { Place } from '../contract/errors';
import type { SourceFile } from '../contract/run-state';
import { placeIn } from './place-of';

/**
 * Where a field of the experiment is written: from the definition on, the first line that sets each name of its path in
 * turn (`compile.optimizer`: `compile`, then `optimizer`). As far as it can be followed.
 */
export function placeOfField(source: SourceFile, definition: Place, path: string): Place {
  const lines = source.text.split(/\r?\n/);
  let at = { line: definition.line, column: definition.column };
  for (const name of path.split('.')) {
    const found = findName(lines, name, at);
    if (!found) break;
    at = found;
  }
  return placeIn(source, at.line, at.column);
}

type Position = { readonly line: number; readonly column: number };

function findName(lines: readonly string[], name: string, from: Position): Position | undefined {
  const sets = new RegExp(`(?<![\\w.$])(?:(['"])${escaped(name)}\\1|\\*?${escaped(name)})\\s*(?::|\\(|,|\\}|$)`, 'g');
  for (let line = from.line; line <= lines.length; line++) {
    const code = lines[line - 1]!;
    if (/^\s*(\/\/|\*|\/\*)/.test(code)) continue;
    sets.lastIndex = line === from.line ? from.column - 1 : 0;
    const match = sets.exec(code);
    if (match) return { line, column: match.index + 1 };
  }
  return undefined;
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

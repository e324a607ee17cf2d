import type { Span } from './condition-types';
import { halfWidth } from './read-syntax';

/** What stands around the cursor, in a text that may be unfinished. */
export type CursorContext = {
  /** What is being typed: from its begin to the end of the word, or of the text in quotes, that the cursor is in. */
  readonly span: Span;
  /** From its begin to the cursor. */
  readonly typed: string;
  readonly place:
    /** A value is expected. */
    | { readonly kind: 'value' }
    /** Something after `batch.`. */
    | { readonly kind: 'member' }
    /** The value of a function, by its number. `quote`: within a text that is not closed yet. */
    | { readonly kind: 'argument'; readonly of: string; readonly at: number; readonly quote?: string }
    /** An operator is expected, or nothing can be proposed. */
    | { readonly kind: 'nothing' };
};

type Open = { readonly of: string; at: number };

const pieces = /\s+|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[\p{L}_$][\p{L}\p{N}_$]*|\d[\d.]*(?:e[+-]?\d*)?|./gsu;
const isWord = (piece: string): boolean => /^[\p{L}_$]/u.test(piece);

/** Looks at a text up to the cursor. */
export function contextAt(given: string, cursor: number): CursorContext {
  const text = halfWidth(given);
  const before = text.slice(0, cursor);
  const found = [...before.matchAll(pieces)].map(([piece]) => piece);
  const open: Open[] = [];
  let last = '';
  let dotted = '';
  const typed = endOf(found);
  for (const piece of typed === undefined ? found : found.slice(0, -1)) {
    if (/^\s/.test(piece)) continue;
    if (piece === '(') open.push({ of: isWord(last) ? dotted : '', at: 0 });
    else if (piece === ')') open.pop();
    else if (piece === ',' && open.length > 0) open.at(-1)!.at += 1;
    dotted = isWord(piece) && last === '.' ? `${dotted}.${piece}` : piece === '.' ? dotted : piece;
    last = piece;
  }
  const start = cursor - (typed?.length ?? 0);
  const quote = typed !== undefined && !isWord(typed) ? typed[0] : undefined;
  const rest = restOf(text.slice(cursor), quote).length;
  const span = { start, end: cursor + (typed === undefined ? 0 : rest) };
  return { span, typed: typed ?? '', place: placeOf(last, dotted, open.at(-1), quote) };
}

/** The rest of the word that the cursor is in, or of the text in quotes, if the quote behind the cursor can be its own. */
function restOf(after: string, quote: string | undefined): string {
  const closed = /^[^"'(),<>=!&|?]*(["'])/.exec(after);
  return closed && closed[1] === quote ? closed[0] : /^[\p{L}\p{N}_$]*/u.exec(after)![0];
}

/** The word or unclosed text that ends at the cursor. */
function endOf(found: readonly string[]): string | undefined {
  const end = found.at(-1);
  if (end === undefined) return undefined;
  if (isWord(end)) return end;
  const isOpenText = /^["']/.test(end) && (end.length === 1 || end.at(-1) !== end[0]);
  return isOpenText ? end : undefined;
}

function placeOf(last: string, dotted: string, open: Open | undefined, quote?: string): CursorContext['place'] {
  if (quote !== undefined) {
    return open && /^[(,]$/.test(last) ? { kind: 'argument', ...open, quote } : { kind: 'nothing' };
  }
  if (last === '.') return dotted === 'batch' ? { kind: 'member' } : { kind: 'nothing' };
  if (isWord(last) || /^[\d"')\]]/.test(last)) return { kind: 'nothing' };
  return open && open.of !== '' && /^[(,]$/.test(last) ? { kind: 'argument', ...open } : { kind: 'value' };
}

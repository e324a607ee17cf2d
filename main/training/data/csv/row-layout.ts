/** How a column is read. */
export const columnKind = { skipped: 0, number: 1, word: 2 } as const;

/** How the rows of a file are read, column by column. */
export type RowLayout = {
  readonly kinds: Uint8Array;
  /** What stands for an empty field of numbers; NaN where that is for the slow way. */
  readonly fills: Float64Array;
  /** What inputs are multiplied with later; it decides how exactly a long number has to be read. */
  readonly scale: number;
  /** The byte between two fields. */
  readonly separator: number;
  /** Columns of words. */
  readonly words: readonly number[];
};

/** The fields of one record: quoted where they hold separators, quotes (doubled) or line breaks. */
export function fieldsOf(record: string, separator: string): string[] {
  const text = record.replace(/\r$/, '');
  if (!text.includes('"')) return text.split(separator);
  const fields: string[] = [];
  const quoted = / *"((?:[^"]|"")*)" */y;
  for (let at = 0; at <= text.length;) {
    quoted.lastIndex = at;
    const match = quoted.exec(text);
    const isWhole = match && (quoted.lastIndex === text.length || text.startsWith(separator, quoted.lastIndex));
    const next = isWhole ? quoted.lastIndex : text.indexOf(separator, at);
    const end = next < 0 ? text.length : next;
    fields.push(isWhole ? match[1]!.replaceAll('""', '"') : text.slice(at, end));
    at = end + 1;
  }
  return fields;
}

import { numberOf } from './number-of';
import { columnKind, type RowLayout } from './row-layout';
import { isMissing, type CsvTable, type Meaning } from './table';

/** What happens to a missing value: an error, the mean of the column, or a number. */
export type MissingRule = 'error' | 'mean' | number;
/** A column of words as one column for each word, or as the place of the word among all in alphabetical order. */
export type Encoding = 'one-hot' | 'index';

export type ColumnOptions = {
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
  readonly categorical: { readonly [column: string]: Encoding };
  readonly missing: MissingRule | { readonly [column: string]: MissingRule };
  readonly scale: number;
  readonly separator: string;
};

/** Rows looked at to tell whether a target holds numbers or words. */
const looked = 1000;
/** More different words than this are no classes: they would fill the memory. */
const mostWords = 100_000;

/** What the columns of a table mean; their words and means are found in one pass over the file, if they are needed. */
export class CsvColumns implements Meaning {
  readonly layout: RowLayout;
  readonly #table: CsvTable;
  readonly #options: ColumnOptions;
  readonly #words = new Map<number, Map<string, number>>();
  readonly #fills = new Map<number, number>();

  constructor(table: CsvTable, options: ColumnOptions) {
    this.#table = table;
    this.#options = options;
    const { inputs, targets, categorical, scale, separator } = options;
    for (const column of Object.keys(categorical)) table.indexOf(column);
    const used = [...new Set([...inputs, ...targets])];
    for (const column of [...used.filter((each) => this.#encoding(each) !== undefined), ...this.#wordTargets()]) {
      this.#words.set(column, new Map());
    }
    const kinds = new Uint8Array(table.columns.length);
    for (const column of used) kinds[column] = this.#words.has(column) ? columnKind.word : columnKind.number;
    const fills = new Float64Array(kinds.length).fill(Number.NaN);
    this.layout = { kinds, fills, scale, separator: separator.charCodeAt(0), words: [...this.#words.keys()] };
    this.#survey(used);
    for (const [column, fill] of this.#fills) fills[column] = fill;
  }

  word(column: number, word: string): number {
    if (isMissing(word) && this.#rule(column) === 'error')
      this.#table.fail(column, { phrase: 'word' }, { phrase: 'nothing' });
    return this.#words.get(column)!.get(word)!;
  }

  missing(column: number): number | undefined {
    return this.#fills.get(column);
  }

  /** Whether the numbers of a column are places of words. */
  hasWords(column: number): boolean {
    return this.#words.has(column);
  }

  /** How many numbers a column gives: one for each word if one-hot. */
  width(column: number): number {
    return this.isOneHot(column) ? this.#words.get(column)!.size : 1;
  }

  isOneHot(column: number): boolean {
    return this.#encoding(column) === 'one-hot';
  }

  #encoding(column: number): Encoding | undefined {
    const name = this.#table.columns[column]!;
    return Object.hasOwn(this.#options.categorical, name) ? this.#options.categorical[name] : undefined;
  }

  /** One rule for all is for inputs: a target is made up only where its column is named. */
  #rule(column: number): MissingRule {
    const { missing, targets } = this.#options;
    if (typeof missing !== 'object') return targets.includes(column) ? 'error' : missing;
    const name = this.#table.columns[column]!;
    return Object.hasOwn(missing, name) ? missing[name]! : 'error';
  }

  /** Targets that hold something other than numbers in the first rows. */
  #wordTargets(): readonly number[] {
    const open = new Set(this.#options.targets);
    const found = new Set<number>();
    for (let row = 0; row < Math.min(looked, this.#table.rows) && open.size > found.size; row += 1) {
      const texts = this.#table.texts(row);
      for (const column of open) {
        const text = texts[column]!.trim();
        if (!isMissing(text) && Number.isNaN(numberOf(text))) found.add(column);
      }
    }
    return [...found];
  }

  #survey(used: readonly number[]): void {
    const counted = used.filter((column) => !this.#words.has(column));
    for (const column of counted) {
      const rule = this.#rule(column);
      if (typeof rule === 'number') this.#fills.set(column, rule);
    }
    const means = counted.filter((column) => this.#rule(column) === 'mean');
    if (means.length === 0 && this.#words.size === 0) return;
    const kinds = this.layout.kinds.map((kind, column) =>
      kind === columnKind.number && !means.includes(column) ? columnKind.skipped : kind,
    );
    const meaning: Meaning = {
      layout: { ...this.layout, kinds },
      word: (column, word) => this.#collect(column, word),
      missing: () => Number.NaN,
    };
    this.#readAll(meaning, means);
    for (const words of this.#words.values()) {
      [...words.keys()].sort().forEach((word, index) => words.set(word, index));
    }
  }

  #collect(column: number, word: string): number {
    const words = this.#words.get(column)!;
    words.set(word, 0);
    if (words.size > mostWords)
      this.#table.fail(column, { phrase: 'different-words', most: mostWords }, { phrase: 'more' });
    return 0;
  }

  #readAll(meaning: Meaning, means: readonly number[]): void {
    const { rows } = this.#table;
    const sums = means.map(() => 0);
    const counts = means.map(() => 0);
    const step = this.#table.columns.length;
    for (let at = 0; at < rows;) {
      const count = this.#table.read(at, rows - at, meaning);
      const { values, first } = this.#table;
      means.forEach((column, each) => {
        for (let row = 0; row < count; row += 1) {
          const value = values[first + row * step + column]!;
          if (Number.isNaN(value)) continue;
          sums[each]! += value;
          counts[each]! += 1;
        }
      });
      at += count;
    }
    means.forEach((column, each) => {
      if (counts[each] === 0) this.#table.fail(column, { phrase: 'number-for-mean' }, { phrase: 'none' });
      this.#fills.set(column, sums[each]! / counts[each]!);
    });
  }
}

import type { ConditionSources } from './condition-sources';
import type { Histories } from './histories';
import type { HistoryLine } from './history-line';
import { ProgramBuilder } from './program-builder';
import { leavesOf, quietRanges, type Leaf } from './quiet-ranges';
import { runProgram, type Program } from './run-program';
import type { Tree } from './tree';
import { exactly, union, type ValueRange } from './value-range';

/** Batches that a look ahead has to last, or the next one comes later. */
const least = 16;
/** Batches between two looks ahead that have shown nothing, at most. */
const longestWait = 256;

/**
 * Looks ahead: as long as the numbers of the batches lie in ranges in which no condition can be true, none is evaluated, and
 * the past only piles up. Breakpoints hold seldom, so few batches cost more than a look at these ranges.
 */
export class Screen {
  readonly #trees: readonly Tree[];
  /** What is read of each batch, and the line of its past, if that is kept. */
  readonly #leaves: readonly { readonly leaf: Leaf; readonly line: HistoryLine | undefined }[];
  /** Reads the leaves. */
  readonly #program: Program;
  /** The cells of the leaves, and between which numbers these have to lie. */
  readonly #cells: Int32Array;
  readonly #lows: Float64Array;
  readonly #highs: Float64Array;
  /** Lines of the past, and the cells of those that are a leaf's; they come first. */
  readonly #lines: readonly HistoryLine[];
  readonly #lineCells: Int32Array;
  /** All that the leaves have been at looks ahead. */
  #seen: readonly ValueRange[] | undefined;
  /** Batches for which the ranges hold, and how many there have been since they were found. */
  #left = 0;
  #passed = 0;
  /** Batches until the next look ahead, and how many the one after that waits if it is in vain. */
  #wait = 0;
  #delay = 1;

  private constructor(trees: readonly Tree[], leaves: readonly Leaf[], histories: Histories) {
    const builder = new ProgramBuilder(histories);
    this.#trees = trees;
    this.#leaves = leaves.map((leaf) => ({
      leaf,
      line: leaf.kind === 'source' ? histories.lineOf(leaf.source) : undefined,
    }));
    this.#cells = Int32Array.from(leaves, (leaf) => builder.add(leaf));
    this.#program = builder.program;
    const cellOf = new Map(this.#leaves.map(({ line }, at) => [line, this.#cells[at]!]));
    const own = histories.ofBatches.filter((line) => cellOf.has(line));
    this.#lines = [...own, ...histories.ofBatches.filter((line) => !cellOf.has(line))];
    this.#lineCells = Int32Array.from(own, (line) => cellOf.get(line)!);
    this.#lows = new Float64Array(leaves.length);
    this.#highs = new Float64Array(leaves.length);
  }

  /** @returns undefined if conditions read what has to be computed for each batch */
  static of(conditions: readonly Tree[], histories: Histories): Screen | undefined {
    const leaves = leavesOf(conditions);
    return leaves && new Screen(conditions, leaves, histories);
  }

  /** Whether no condition is true with a batch, as far as that is known beforehand; its values are held then. */
  passes(sources: ConditionSources): boolean {
    if (this.#left === 0) return false;
    runProgram(this.#program, sources);
    const { values } = this.#program.cells;
    for (let at = 0; at < this.#cells.length; at += 1) {
      const value = values[this.#cells[at]!]!;
      // NaN is not in a range.
      if (value >= this.#lows[at]! && value <= this.#highs[at]!) continue;
      // Where ranges are left soon, looking ahead costs more than it saves.
      if (this.#passed < least) this.#postpone();
      else this.#delay = 1;
      this.#left = 0;
      return false;
    }
    this.#left -= 1;
    this.#passed += 1;
    const [lines, lineCells] = [this.#lines, this.#lineCells];
    // To read a value again costs more than all the rest.
    for (let at = 0; at < lines.length; at += 1) {
      lines[at]!.hold(sources, at < lineCells.length ? values[lineCells[at]!] : undefined);
    }
    return true;
  }

  /** Looks ahead, now and then. To be called behind a batch with which no condition was true. */
  lookAhead(sources: ConditionSources): void {
    if (this.#wait > 0) return void (this.#wait -= 1);
    runProgram(this.#program, sources);
    const { values } = this.#program.cells;
    const present = Array.from(this.#cells, (cell) => values[cell]!);
    const seen = present.map((value, at) => union(this.#seen?.[at] ?? exactly(value), exactly(value)));
    this.#seen = seen;
    const known = this.#leaves.map((each, at) => ({ ...each, value: present[at]!, seen: seen[at]! }));
    const quiet = quietRanges(this.#trees, known);
    if (!quiet) return this.#postpone();
    this.#lows.set(quiet.ranges.map(({ low }) => low));
    this.#highs.set(quiet.ranges.map(({ high }) => high));
    this.#left = quiet.batches;
    this.#passed = 0;
  }

  /** The run goes on from elsewhere: nothing is known beforehand. */
  clear(): void {
    this.#left = this.#wait = 0;
    this.#delay = 1;
    this.#seen = undefined;
  }

  #postpone(): void {
    this.#wait = this.#delay;
    this.#delay = Math.min(2 * this.#delay, longestWait);
  }
}

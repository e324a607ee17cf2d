import type { CsvColumns } from './csv-columns';
import type { CsvTable } from './csv-table';
import type { RowChoice } from './row-choice';
import type { RowWindows } from './row-windows';

/** Rows as numbers, one after the other. */
export type Filled = {
  readonly x: Float32Array;
  readonly y: Float32Array | Int32Array;
  /** Where each stands in the file, from 0 below the header. */
  readonly rows: Int32Array;
};

/** Which columns become which numbers of an output row. */
class Slots {
  readonly width: number;
  readonly isIndices: boolean;
  readonly #columns: Int32Array;
  readonly #scales: Float64Array;
  /** Numbers that a column gives, where it is one-hot; else 0. */
  readonly #oneHot: Int32Array;

  constructor(columns: CsvColumns, places: readonly number[], scale: number) {
    this.#columns = Int32Array.from(places);
    this.#scales = Float64Array.from(places, (column) => (columns.hasWords(column) ? 1 : scale));
    this.#oneHot = Int32Array.from(places, (column) => (columns.isOneHot(column) ? columns.width(column) : 0));
    this.width = places.reduce((sum, column) => sum + columns.width(column), 0);
    this.isIndices = places.every((column) => columns.hasWords(column) && !columns.isOneHot(column));
  }

  /** Writes rows, one column after the other, from row `to` on. */
  write(table: CsvTable, rows: number, into: Float32Array | Int32Array, to: number): void {
    const { values, first } = table;
    const step = table.columns.length;
    const { width } = this;
    let slotAt = to * width;
    for (let slot = 0; slot < this.#columns.length; slot += 1) {
      const classes = this.#oneHot[slot]!;
      let from = first + this.#columns[slot]!;
      let at = slotAt;
      if (classes > 0) {
        for (let row = 0; row < rows; row += 1, from += step, at += width) into[at + values[from]!] = 1;
        slotAt += classes;
      } else {
        const scale = this.#scales[slot]!;
        for (let row = 0; row < rows; row += 1, from += step, at += width) into[at] = values[from]! * scale;
        slotAt += 1;
      }
    }
  }
}

/** Makes numbers of x and y out of rows of a table. */
export class RowFiller {
  readonly xWidth: number;
  readonly yWidth: number;
  readonly #table: CsvTable;
  readonly #columns: CsvColumns;
  readonly #x: Slots;
  readonly #y: Slots;

  constructor(
    table: CsvTable,
    columns: CsvColumns,
    { inputs, targets, scale }: { inputs: readonly number[]; targets: readonly number[]; scale: number },
  ) {
    this.#table = table;
    this.#columns = columns;
    this.#x = new Slots(columns, inputs, scale);
    this.#y = new Slots(columns, targets, 1);
    this.xWidth = this.#x.width;
    this.yWidth = this.#y.width;
  }

  /** Room for so many rows. */
  empty(rows: number): Filled {
    const size = rows * this.yWidth;
    const y = this.#y.isIndices ? new Int32Array(size) : new Float32Array(size);
    return { x: new Float32Array(rows * this.xWidth), y, rows: new Int32Array(rows) };
  }

  /**
   * Reads rows of the file, the faster the more of them follow each other.
   * @param filled where to, all zeros
   */
  read(places: Int32Array, choice: RowChoice, filled = this.empty(places.length)): Filled {
    const { length } = places;
    for (let at = 0; at < length; at += 1) filled.rows[at] = choice.rowAt(places[at]!);
    for (let at = 0; at < length;) {
      const row = filled.rows[at]!;
      let wanted = 1;
      while (at + wanted < length && filled.rows[at + wanted] === row + wanted) wanted += 1;
      for (let done = 0; done < wanted;) {
        const rows = this.#table.read(row + done, wanted - done, this.#columns);
        this.#x.write(this.#table, rows, filled.x, at + done);
        this.#y.write(this.#table, rows, filled.y, at + done);
        done += rows;
      }
      at += wanted;
    }
    return filled;
  }
}

/** Reads the shuffled rows from a place to another; the window that was read last is kept. */
export class WindowReader {
  readonly #windows: RowWindows;
  readonly #filler: RowFiller;
  readonly #choice: RowChoice;
  #kept: { readonly start: number; readonly order: Int32Array; readonly filled: Filled } | undefined;
  /** One room for all windows: those read before would lie around until the next collection. */
  #room: Filled | undefined;

  constructor(windows: RowWindows, filler: RowFiller, choice: RowChoice) {
    this.#windows = windows;
    this.#filler = filler;
    this.#choice = choice;
  }

  /** Sets the order of an epoch. */
  begin(seed: number, epoch: number): void {
    this.#kept = undefined;
    this.#windows.begin(seed, epoch);
  }

  /** The rows from place `first` to `last` of the epoch's order. */
  read(first: number, last: number): Filled {
    const { xWidth, yWidth } = this.#filler;
    const batch = this.#filler.empty(last - first);
    for (let place = first; place < last; place += 1) {
      const { start, order, filled } = this.#windowAt(place);
      const row = order[place - start]!;
      copyRow(filled.x, row, batch.x, place - first, xWidth);
      copyRow(filled.y, row, batch.y, place - first, yWidth);
      batch.rows[place - first] = filled.rows[row]!;
    }
    return batch;
  }

  #windowAt(place: number) {
    const kept = this.#kept;
    if (kept && place >= kept.start && place < kept.start + kept.order.length) return kept;
    this.#kept = undefined; // nothing counts as read if reading fails
    const { start, rows, order } = this.#windows.windowAt(place);
    const filled = this.#filler.read(rows, this.#choice, this.#emptied());
    return (this.#kept = { start, order, filled });
  }

  #emptied(): Filled {
    const room = (this.#room ??= this.#filler.empty(this.#windows.mostRows));
    room.x.fill(0);
    room.y.fill(0);
    return room;
  }
}

type Values = Float32Array | Int32Array;

function copyRow(from: Values, row: number, to: Values, toRow: number, width: number): void {
  for (let at = 0; at < width; at += 1) to[toRow * width + at] = from[row * width + at]!;
}

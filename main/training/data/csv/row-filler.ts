import type { CsvColumns } from './columns';
import type { CsvTable } from './table';
import type { RowChoice } from '../row-choice';

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

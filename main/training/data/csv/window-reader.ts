import type { RowChoice } from '../row-choice';
import type { RowWindows } from '../row-windows';
import type { Filled, RowFiller } from './row-filler';

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

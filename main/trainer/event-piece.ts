import type { BatchEnd, Logs, TrainingEvent } from '../contract/training-event';

/** What events of batches have in common: names of their values, and the file that the batches came from. */
export type Form = {
  readonly own: readonly string[];
  readonly means: readonly string[];
  readonly file: string | undefined;
};

/** An event as it came; of a batch, the number of its form. */
type Slot = TrainingEvent | number;

/** Numbers of a batch in front of its values: step, epoch, batch, rows, ms. */
const headSize = 5;

/** Writes values one after the other. @returns the index after the last */
function write(numbers: Float64Array, start: number, values: Logs, names: readonly string[]): number {
  for (let at = 0; at < names.length; at += 1) numbers[start + at] = values[names[at]!]!;
  return start + names.length;
}

function read(numbers: Float64Array, start: number, names: readonly string[]): Logs {
  const values: { [name: string]: number } = {};
  for (let at = 0; at < names.length; at += 1) values[names[at]!] = numbers[start + at]!;
  return values;
}

function hasNames(values: Logs, names: readonly string[]): boolean {
  let count = 0;
  for (const name in values) {
    if (name !== names[count]) return false;
    count += 1;
  }
  return count === names.length;
}

/** What is kept of some events, with nothing of batches but their numbers. */
export type PackedEvents = readonly [slots: readonly Slot[], numbers: Float64Array];

/**
 * A few consecutive events. Those of batches are kept as numbers in an array that is reused: as objects, many would
 * survive two collections of V8's young generation, and then be garbage in the old one.
 */
export class EventPiece {
  readonly #forms: Form[];
  readonly #slots: Slot[];
  #numbers = new Float64Array(256);
  #end = 0;
  #length = 0;

  /**
   * @param size how many events it has room for
   * @param forms those of packed events from elsewhere that are to be unpacked
   */
  constructor(size: number, forms: readonly Form[] = []) {
    this.#forms = [...forms];
    this.#slots = Array.from({ length: size }, () => 0);
  }

  /** What batches have in common: packed events are read with those of the piece that packed them. */
  get forms(): readonly Form[] {
    return this.#forms;
  }

  get length(): number {
    return this.#length;
  }

  get isFull(): boolean {
    return this.#length === this.#slots.length;
  }

  add(event: TrainingEvent): void {
    this.#slots[this.#length] = event.type === 'batch-end' ? this.#put(event) : event;
    this.#length += 1;
  }

  clear(): void {
    this.#slots.fill(0);
    this.#end = 0;
    this.#length = 0;
  }

  /** Good until the next event. */
  get packed(): PackedEvents {
    return [this.isFull ? this.#slots : this.#slots.slice(0, this.#length), this.#numbers.subarray(0, this.#end)];
  }

  /** Events that this piece, in whatever it held before, has packed. */
  unpack([slots, numbers]: PackedEvents): TrainingEvent[] {
    let start = 0;
    return slots.map((slot) => {
      if (typeof slot !== 'number') return slot;
      const { own, means, file } = this.#forms[slot]!;
      const firstMean = start + headSize + own.length;
      const event: BatchEnd = {
        type: 'batch-end',
        step: numbers[start]!,
        epoch: numbers[start + 1]!,
        batch: numbers[start + 2]!,
        rows: numbers[start + 3]!,
        own: read(numbers, start + headSize, own),
        means: read(numbers, firstMean, means),
        ms: numbers[start + 4]!,
        ...(file !== undefined && { file }),
      };
      start = firstMean + means.length;
      return event;
    });
  }

  /** @returns the number of its form */
  #put({ step, epoch, batch, rows, own, means, ms, file }: BatchEnd): number {
    const isLike = (each: Form): boolean =>
      each.file === file && hasNames(own, each.own) && hasNames(means, each.means);
    const known = this.#forms.findIndex(isLike);
    const form =
      known === -1 ? this.#forms.push({ own: Object.keys(own), means: Object.keys(means), file }) - 1 : known;
    const names = this.#forms[form]!;
    const end = this.#end + headSize + names.own.length + names.means.length;
    if (end > this.#numbers.length) {
      const larger = new Float64Array(2 * end);
      larger.set(this.#numbers.subarray(0, this.#end));
      this.#numbers = larger;
    }
    const numbers = this.#numbers;
    let at = this.#end;
    numbers[at++] = step;
    numbers[at++] = epoch;
    numbers[at++] = batch;
    numbers[at++] = rows;
    numbers[at++] = ms;
    write(numbers, write(numbers, at, own, names.own), means, names.means);
    this.#end = end;
    return form;
  }
}

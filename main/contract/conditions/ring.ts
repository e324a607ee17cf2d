/** The newest values of a series, a fixed number of them. */
export class Ring {
  readonly #values: Float64Array;
  /** Where the next one goes. */
  #next = 0;
  #length = 0;

  constructor(readonly capacity: number) {
    this.#values = new Float64Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    this.#values[this.#next] = value;
    this.#next = this.#next + 1 === this.capacity ? 0 : this.#next + 1;
    if (this.#length < this.capacity) this.#length += 1;
  }

  /** Takes the newest away. */
  pop(): void {
    if (this.#length === 0) return;
    this.#next = this.#next === 0 ? this.capacity - 1 : this.#next - 1;
    this.#length -= 1;
  }

  /** The newest for 0, the one before it for 1; NaN where there is none. */
  ago(count: number): number {
    if (count >= this.#length) return NaN;
    const at = this.#next - 1 - count;
    return this.#values[at < 0 ? at + this.capacity : at]!;
  }

  clear(): void {
    this.#next = 0;
    this.#length = 0;
  }

  /** Oldest first. */
  toArray(): Float64Array {
    return Float64Array.from({ length: this.#length }, (_, at) => this.ago(this.#length - 1 - at));
  }
}

/**
 * Numbers side by side in one array. What is read and written with every batch lies close together there: after a training step
 * little of it is left in the processor's caches, and each object of its own would be fetched anew.
 */
export class Cells {
  #values = new Float64Array(64);
  #integers = new Int32Array(this.#values.buffer);
  #used = 0;

  /** All of them; another array after more were taken. */
  get values(): Float64Array {
    return this.#values;
  }

  /** The same memory as whole numbers, two in a cell. */
  get integers(): Int32Array {
    return this.#integers;
  }

  /** Takes some that nobody else has. @returns the place of the first */
  take(count = 1, value = 0): number {
    const first = this.#used;
    this.#used += count;
    if (this.#used > this.#values.length) {
      const grown = new Float64Array(Math.max(this.#used, 2 * this.#values.length));
      grown.set(this.#values);
      this.#values = grown;
      this.#integers = new Int32Array(grown.buffer);
    }
    this.#values.fill(value, first, this.#used);
    return first;
  }

  /** Takes as many for whole numbers, all 0. @returns the place of the first among the integers */
  takeIntegers(count: number): number {
    return 2 * this.take(Math.ceil(count / 2));
  }
}

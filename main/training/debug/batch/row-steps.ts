const empty = -1;
const leastPlaces = 2 ** 10;

/**
 * A step for each row, as a hash table in typed arrays: a `Map` of as many rows takes five times the memory, and leaves
 * every table behind that it has outgrown.
 */
export class RowSteps {
  /** Open addressing: a key is at the first free place from its hash on. A power of two of places, at most half taken. */
  #keys = new Float64Array(leastPlaces).fill(empty);
  #steps = new Int32Array(leastPlaces);
  #size = 0;

  /** Rows that have a step. */
  get size(): number {
    return this.#size;
  }

  /** @param key of the row, a whole number from 0 to 2^53 - 1 @returns Infinity for a row without one */
  get(key: number): number {
    const place = this.#placeOf(key);
    return this.#keys[place] === key ? this.#steps[place]! : Infinity;
  }

  /** Notes a step, unless the row has an earlier one. */
  note(key: number, step: number): void {
    const place = this.#placeOf(key);
    if (this.#keys[place] === key) {
      this.#steps[place] = Math.min(this.#steps[place]!, step);
      return;
    }
    this.#keys[place] = key;
    this.#steps[place] = step;
    this.#size += 1;
    if (2 * this.#size > this.#keys.length) this.#rebuild(2 * this.#keys.length);
  }

  /** Forgets the rows whose step is a later one. */
  forgetAfter(step: number): void {
    this.#rebuild(this.#keys.length, step);
  }

  /** Forgets all rows; the memory stays for those to come. */
  clear(): void {
    this.#keys.fill(empty);
    this.#size = 0;
  }

  #placeOf(key: number): number {
    const last = this.#keys.length - 1;
    // Mixed, so that consecutive rows lie apart and don't make long runs.
    const mixed = Math.imul((key / 0x1_0000_0000) ^ key, 0x9e3779b1);
    let place = (mixed ^ (mixed >>> 15)) & last;
    while (this.#keys[place] !== key && this.#keys[place] !== empty) place = (place + 1) & last;
    return place;
  }

  #rebuild(places: number, last = Infinity): void {
    const [keys, steps] = [this.#keys, this.#steps];
    this.#keys = new Float64Array(places).fill(empty);
    this.#steps = new Int32Array(places);
    this.#size = 0;
    keys.forEach((key, from) => {
      if (key === empty || steps[from]! > last) return;
      this.#size += 1;
      const place = this.#placeOf(key);
      this.#keys[place] = key;
      this.#steps[place] = steps[from]!;
    });
  }
}

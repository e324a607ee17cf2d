import type { Logs } from '../../contract/training-event';

/** The first value of a repeated step that is not what it was. */
export type Difference = { readonly step: number; readonly key: string; readonly was: number; readonly is: number };

const chunkSteps = 1024;
const mostChunks = 196;

/** Values of neighbouring steps, by column. */
type Chunk = {
  /** Number of the step's list of keys, from 1 on; 0 for a step that nothing is known of. */
  readonly keys: Uint8Array;
  readonly columns: Map<string, Float64Array>;
};

/**
 * The values of each step of a line, so that a repeated step can be compared bit by bit: eight bytes a value, because
 * objects for so many steps would be heavy. Beyond 200,000 steps the oldest are forgotten.
 */
export class StepValues {
  readonly #chunks = new Map<number, Chunk>();
  /** The lists of keys that occur: one for each model. */
  readonly #keys: (readonly string[])[] = [];

  set(step: number, own: Logs): void {
    const at = step % chunkSteps;
    const { keys, columns } = this.#chunkOf(Math.floor(step / chunkSteps));
    keys[at] = this.#numberOf(own);
    for (const key in own) {
      let column = columns.get(key);
      if (!column) columns.set(key, (column = new Float64Array(chunkSteps)));
      column[at] = own[key]!;
    }
  }

  at(step: number): Logs | undefined {
    const at = step % chunkSteps;
    const chunk = this.#chunks.get(Math.floor(step / chunkSteps));
    const keys = chunk && this.#keys[chunk.keys[at]! - 1];
    return keys && Object.fromEntries(keys.map((key) => [key, chunk.columns.get(key)![at]!]));
  }

  /** @returns undefined if it is the same, or nothing is known of that step */
  compare(step: number, own: Logs): Difference | undefined {
    const before = this.at(step);
    if (!before) return undefined;
    const key = Object.keys(before).find((name) => !Object.is(before[name], own[name]));
    return key === undefined ? undefined : { step, key, was: before[key]!, is: own[key] ?? Number.NaN };
  }

  #chunkOf(number: number): Chunk {
    const known = this.#chunks.get(number);
    if (known) return known;
    const chunk: Chunk = { keys: new Uint8Array(chunkSteps), columns: new Map() };
    this.#chunks.set(number, chunk);
    const [oldest] = this.#chunks.keys();
    if (this.#chunks.size > mostChunks) this.#chunks.delete(oldest!);
    return chunk;
  }

  #numberOf(own: Logs): number {
    const keys = Object.keys(own);
    const known = this.#keys.findIndex(
      (each) => each.length === keys.length && each.every((key, at) => key === keys[at]),
    );
    return known < 0 ? this.#keys.push(keys) : known + 1;
  }
}

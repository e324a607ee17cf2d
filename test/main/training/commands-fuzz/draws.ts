/** Random choices, the same for the same seed. */
export class Draws {
  #state: number;

  constructor(seed: number) {
    this.#state = (Math.imul(seed + 1, 2654435761) ^ 0x9e3779b9) >>> 0;
  }

  /** A whole number below a bound. */
  below(bound: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * bound);
  }

  /** Whether something of such a chance happens. */
  chance(share: number): boolean {
    return this.below(1000) < share * 1000;
  }

  /** One item of a list. */
  of<Item>(list: readonly Item[]): Item {
    return list[this.below(list.length)]!;
  }

  /** One of some names, by their weights. */
  weighted<Name extends string>(weights: { readonly [N in Name]: number }): Name {
    const entries = Object.entries<number>(weights) as [Name, number][];
    let left = this.below(entries.reduce((sum, [, weight]) => sum + weight, 0));
    return entries.find(([, weight]) => (left -= weight) < 0)![0];
  }
}

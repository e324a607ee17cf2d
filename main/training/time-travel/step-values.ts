import type { Logs } from '../../contract/training-event';

/** The first value of a repeated step that is not what it was. */
export type Difference = { readonly step: number; readonly key: string; readonly was: number; readonly is: number };

const mostSteps = 200_000;

/**
 * What each step of a line came to, so that a repeated step can be compared as bits: the oldest are forgotten beyond
 * 200,000 steps.
 */
export class StepValues {
  readonly #values = new Map<number, Logs>();

  set(step: number, own: Logs): void {
    this.#values.delete(step);
    this.#values.set(step, own);
    if (this.#values.size <= mostSteps) return;
    const [oldest] = this.#values.keys();
    this.#values.delete(oldest!);
  }

  at(step: number): Logs | undefined {
    return this.#values.get(step);
  }

  /** @returns undefined if it is the same, or nothing is known of that step */
  compare(step: number, own: Logs): Difference | undefined {
    const before = this.#values.get(step);
    if (!before) return undefined;
    const key = Object.keys(before).find((name) => !Object.is(before[name], own[name]));
    return key === undefined ? undefined : { step, key, was: before[key]!, is: own[key] ?? Number.NaN };
  }
}

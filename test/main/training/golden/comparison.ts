import { numberOf, type GoldenCase, type GoldenTensor, type Numbers } from './case';

/** Allowed absolute deviations; a relative one of 1e-5 comes on top, except for counts. */
export type Allowance = { readonly values: number; readonly weights: number; readonly counts: number };

const relative = 1e-5;
/** Two honest float32 implementations differ by no more than this many times what a rounding step moves. */
const sensitivityFactor = 20;

function allowed(...moves: (number | string | undefined)[]): number {
  const known = moves.map(numberOf).filter(Number.isFinite);
  return Math.max(1e-5, sensitivityFactor * Math.max(0, ...known));
}

/** Counts are exact, unless Keras itself comes to other counts when the weights move by a rounding step. */
function allowance(values: number | string | undefined, weights: number | string | undefined): Allowance {
  const wobble = numberOf(values);
  const counts = wobble > 1e-3 ? sensitivityFactor * wobble : 1e-6;
  return { values: allowed(values), weights: allowed(weights), counts };
}

/** What `trainOnBatch` may deviate by. */
export function trainAllowance({ sensitivity }: GoldenCase): Allowance {
  return allowance(sensitivity?.['returned'], sensitivity?.['weights']);
}

/** What `fitGenerator` may deviate by. */
export function fitAllowance({ sensitivity }: GoldenCase): Allowance {
  return allowance(sensitivity?.['history'], sensitivity?.['fit_weights']);
}

/** Notes how far numbers are from the recorded ones, and which are too far. */
export class Comparison {
  #largest = 0;
  readonly #problems: string[] = [];

  /** The largest deviation that was seen. */
  get largest(): number {
    return this.#largest;
  }

  /** One line for each thing that is not as recorded. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  fail(problem: string): void {
    this.#problems.push(problem);
  }

  /** Names, orders, counts: whatever has to be the same. */
  same(got: unknown, want: unknown, what: string): void {
    const [own, recorded] = [got, want].map((each) => JSON.stringify(each));
    if (own !== recorded) this.fail(`${what}: got ${own}, Keras has ${recorded}`);
  }

  number(got: number | undefined, want: number, tolerance: number, what: string): void {
    if (Object.is(got, want)) return;
    const deviation = got === undefined || Number.isNaN(got - want) ? Infinity : Math.abs(got - want);
    this.#largest = Math.max(this.#largest, deviation);
    if (deviation <= tolerance) return;
    this.fail(`${what}: got ${got}, Keras has ${want} (allowed ${tolerance.toExponential(1)})`);
  }

  /** A row of numbers; only the first that is off is told. */
  numbers(got: ArrayLike<number>, want: Numbers, tolerance: number, what: string): void {
    if (got.length !== want.length) this.fail(`${what}: got ${got.length} numbers, Keras has ${want.length}`);
    const before = this.#problems.length;
    want.map(numberOf).forEach((number, index) => {
      this.number(got[index], number, tolerance + relative * Math.abs(number), `${what}[${index}]`);
    });
    this.#problems.length = Math.min(this.#problems.length, before + 1);
  }

  tensors(got: readonly ArrayLike<number>[], want: readonly GoldenTensor[], tolerance: number, what: string): void {
    if (got.length !== want.length) this.fail(`${what}: got ${got.length} tensors, Keras has ${want.length}`);
    want.forEach((each, index) => this.numbers(got[index] ?? [], each.values, tolerance, `${what} ${index}`));
  }

  /** Loss and metrics by name, in Keras's order; counts more strictly. */
  logs(
    got: { readonly [key: string]: number },
    want: { readonly [key: string]: number | string },
    allowance: Allowance,
    what: string,
  ): void {
    this.same(Object.keys(got), Object.keys(want), `${what}, names`);
    for (const [key, value] of Object.entries(want)) this.value(key, got[key], value, allowance, what);
  }

  /** One value of loss or a metric. */
  value(
    key: string,
    got: number | undefined,
    want: number | string | undefined,
    { values, counts }: Allowance,
    what: string,
  ): void {
    const number = numberOf(want);
    this.number(got, number, isCount(key) ? counts : values + relative * Math.abs(number), `${what}, ${key}`);
  }
}

/** Whether a value follows from counting alone. */
function isCount(key: string): boolean {
  return /(^|_)(acc|accuracy|precision|recall)$/.test(key);
}

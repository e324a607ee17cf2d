import { outputName, type RecordedStep } from './recorded-step';
import type { StepState } from './step-states';

type Numbers = ArrayLike<number>;

/** What the first run of a graph gave, beside what the recorded operations gave for the same batch. */
export type FirstRun = {
  readonly step: RecordedStep;
  readonly rows: number;
  readonly losses: number;
  readonly sums: Numbers;
  readonly states: readonly {
    readonly state: StepState;
    readonly before: Numbers;
    readonly after: Numbers;
  }[];
};

const largest = (numbers: Numbers): number =>
  Array.prototype.reduce.call<Numbers, [(most: number, each: number) => number, number], number>(
    numbers,
    (most, each) => Math.max(most, Math.abs(each)),
    0,
  );

function isNear(got: number, expected: number, relative: number, absolute: number): boolean {
  if (Number.isNaN(expected) || got === expected) return Number.isNaN(got) === Number.isNaN(expected);
  return Math.abs(got - expected) <= relative * Math.abs(expected) + absolute;
}

/** Losses have to agree; what metrics count may differ by the few rows that lie on a threshold. */
function areSumsNear({ sums, step, losses, rows }: FirstRun): boolean {
  const expected = step.values.get(outputName.sums)!;
  return Array.from(expected).every((each, at) =>
    at < losses ? isNear(sums[at]!, each, 1e-3, 1e-5) : isNear(sums[at]!, each, 1e-3, 1 + 0.02 * rows),
  );
}

/** Whether two arrays agree as wholes, up to rounding: by the norm of their difference. */
export function areNear(got: Numbers, expected: Numbers): boolean {
  let difference = 0;
  let size = 0;
  for (let at = 0; at < expected.length; at += 1) {
    difference += (got[at]! - expected[at]!) ** 2;
    size += expected[at]! ** 2;
  }
  return Math.sqrt(difference) <= 1e-2 * Math.sqrt(size) + 1e-6 * Math.sqrt(expected.length);
}

/**
 * Whether changes agree, element by element. Where the gradient is nothing but rounding they may differ: an optimizer
 * that divides by its size makes a whole step of it.
 */
function areChangesNear(before: Numbers, got: Numbers, expected: Numbers, gradient: Numbers, least: number): boolean {
  let wrong = 0;
  for (let at = 0; at < expected.length; at += 1) {
    if (Math.abs(gradient[at]!) < least) continue;
    const change = Math.abs(expected[at]! - before[at]!);
    if (Math.abs(got[at]! - expected[at]!) > 2e-2 * change + 1e-6 * Math.abs(before[at]!) + 1e-9) wrong += 1;
  }
  return wrong <= expected.length / 50;
}

/** Whether the graph did, up to rounding, what the operations do one by one. */
export function isFirstRunRight(run: FirstRun): boolean {
  const { step, sums, losses, states } = run;
  const { values } = step;
  if (!areSumsNear(run)) return false;
  if (!Array.from({ length: losses }, (_, at) => sums[at]!).every(Number.isFinite)) return true;
  const gradients = new Map(step.differentiated.map((name) => [name, values.get(outputName.gradient(name))!]));
  const most = Math.max(...[...gradients.values()].map(largest));
  return states.every(({ state: { name, slot }, before, after }) => {
    const written = slot === undefined ? values.get(outputName.written(name)) : undefined;
    if (written) return areNear(after, written);
    const expected = values.get(outputName.updated(name, slot));
    const gradient = gradients.get(name);
    if (!expected || !gradient) return true;
    const least = Math.max(1e-3 * largest(gradient), 1e-5 * most);
    if (largest(gradient) < least) return true;
    return slot === undefined ? areChangesNear(before, after, expected, gradient, least) : areNear(after, expected);
  });
}

import type { Domain } from './domains';
import type { RunClock } from './run-clock';
import { placeOnAxis, type StepAxis, stepOnAxis } from './step-axis';

/**
 * From values to pixels: `x = bx + kx * place`, `y = by + ky * value`. The place is the step itself, unless the clock of
 * a line tells it on another axis; on a logarithmic axis the value's logarithm counts.
 */
export type PlotMap = {
  readonly kx: number;
  readonly bx: number;
  readonly ky: number;
  readonly by: number;
  readonly axis?: StepAxis;
  /** Whose steps they are: the present line or one that was left. */
  readonly line?: { readonly clock: RunClock };
  readonly isLog?: boolean;
};

/**
 * The line through both ends of a linear scale, `b + k * value`. Closer probes would be lost in the last digits of the pixels
 * where values are large.
 * @param at pixels of the ends
 */
export function lineThrough(
  [low, high]: Domain,
  at: readonly [number, number],
): { readonly k: number; readonly b: number } {
  const k = (at[1] - at[0]) / (high - low);
  return { k, b: at[0] - k * low };
}

/** Pixels of a step. */
export function xOf({ kx, bx, axis, line }: PlotMap, step: number): number {
  return bx + kx * (axis && line ? placeOnAxis(axis, line.clock, step) : step);
}

/** The step nearest to pixels; it may lie before the first or after the newest. */
export function stepAt({ kx, bx, axis, line }: PlotMap, x: number): number {
  const value = (x - bx) / kx;
  return axis && line ? stepOnAxis(axis, line.clock, value) : Math.round(value);
}

/** Pixels of a value; on a logarithmic axis of one above 0 only, see {@link hasPlace}. */
export function yOf({ ky, by, isLog }: PlotMap, value: number): number {
  return by + ky * (isLog ? Math.log10(value) : value);
}

/** Whether a finite value can be drawn at all: none of 0 or less on a logarithmic axis. */
export function hasPlace({ isLog }: PlotMap, value: number): boolean {
  return !isLog || value > 0;
}

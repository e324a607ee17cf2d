import type { Points } from './points';

/** A value and the step that it belongs to. */
export type Reading = { readonly step: number; readonly value: number };

/**
 * The value of a line at a step, or the last before it.
 * @param step absent: the newest
 */
export function readingAt(points: Points | undefined, step: number | undefined): Reading | undefined {
  if (!points || points.length === 0) return undefined;
  const i = step === undefined ? points.length - 1 : points.indexAt(step);
  return i < points.first ? undefined : { step: points.stepAt(i), value: points.valueAt(i) };
}

import { starPath } from '../../chart-data/best-marks';
import type { MarkKind } from '../../chart-data/run-marks';

/** Draws one mark around a place; filled or outlined as the style sheet says. */
const shapes: { readonly [Kind in MarkKind]: (x: number, y: number) => string } = {
  epoch: (x, y) => `M${x},${y - 2}v6`,
  snapshot: (x, y) => `M${x - 2.75},${y}a2.75,2.75 0 1,0 5.5,0a2.75,2.75 0 1,0 -5.5,0z`,
  discarded: (x, y) => `M${x - 3},${y - 3}l6,6M${x + 3},${y - 3}l-6,6`,
  edit: (x, y) => `M${x},${y - 4.25}l4.25,4.25l-4.25,4.25l-4.25,-4.25z`,
  branch: (x, y) => `M${x - 3},${y + 4}v-8M${x - 3},${y + 1}c0,-3 6,-1 6,-5`,
  resumed: (x, y) => `M${x - 3.5},${y - 4}v8M${x - 0.5},${y - 4}l4.5,4l-4.5,4z`,
  breakpoint: (x, y) => `M${x - 4},${y}a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z`,
  'not-finite': (x, y) => `M${x - 4},${y + 4}h8l-4,-8z`,
  best: starPath,
};

/** The least distance of two marks of a kind, in pixels: between them one says it for its neighbours too. */
const apart: { readonly [Kind in MarkKind]: number } = {
  epoch: 4,
  snapshot: 9,
  discarded: 5,
  edit: 5,
  branch: 5,
  resumed: 5,
  breakpoint: 5,
  'not-finite': 5,
  best: 5,
};

/** The shape of a kind on its own, for a legend. */
export function markShape(kind: MarkKind): string {
  return shapes[kind](5, 5);
}

/**
 * All marks of a kind as one path; of those that would touch only some, the newest always.
 * @param xOf the place of a step
 * @param taken places that other marks have already: those of this kind give way
 */
export function marksPath(
  kind: MarkKind,
  steps: readonly number[],
  xOf: (step: number) => number,
  y: number,
  taken: readonly number[] = [],
): string {
  let d = '';
  let last = Infinity;
  for (let i = steps.length - 1; i >= 0; i--) {
    const x = Math.round(xOf(steps[i]!) * 10) / 10;
    if (last - x < apart[kind] || taken.some((place) => Math.abs(place - x) < 7)) continue;
    last = x;
    d += shapes[kind](x, y);
  }
  return d;
}

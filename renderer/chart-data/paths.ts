import type { Buckets } from './buckets';
import type { LineForm } from './chart-groups';
import { hasPlace, type PlotMap, xOf, yOf } from './plot-map';

/** Half the side of a validation marker, and the least distance of two, in pixels. */
const half = 3;
const apart = 10;

/** The part of a series that a path draws. */
export type PathPart = {
  /** First bucket; the path begins at the last value before it, so that parts drawn apart still join. */
  readonly from?: number;
  /** The bucket to end before. */
  readonly to?: number;
};

/**
 * A series as one path, parted where the series is, and where a value has no place on the axis. Single batches show the
 * whole range of each bucket at one x, left at its last value; all others, which hardly move within one, go through last
 * values only.
 */
export function linePath(
  buckets: Buckets,
  map: PlotMap,
  form: LineForm,
  { from = 0, to = buckets.length }: PathPart = {},
): string {
  let d = '';
  let isOpen = false;
  for (let i = lastFiniteBefore(buckets, from); i < to; i++) {
    const step = buckets.lastAt[i]!;
    if (step === 0) continue;
    const joins = isOpen && buckets.parted[i] === 0;
    const hasRange = form === 'batch' && i >= from && buckets.min[i] !== buckets.max[i];
    const heights = hasRange ? range(buckets, map, i) : height(map, buckets.last[i]!);
    isOpen = heights !== '';
    if (!isOpen) continue;
    d += `${joins ? 'L' : 'M'}${tenth(xOf(map, step))},${heights}`;
    if (!joins) d += 'h0'; // a value on its own shows as a dot
  }
  return d;
}

function range(buckets: Buckets, map: PlotMap, i: number): string {
  const corners = [buckets.first[i]!, buckets.min[i]!, buckets.max[i]!, buckets.last[i]!];
  const drawn = corners.filter((value) => hasPlace(map, value));
  return drawn.map((value) => height(map, value)).join('V');
}

/** What follows a step of a series, as one path that begins at that step. */
export function pathBeyond(buckets: Buckets, map: PlotMap, form: LineForm, step: number): string {
  return linePath(buckets, map, form, { from: buckets.placeOf(step + 1) });
}

/** The markers of what follows a step: a single value has no line to be seen by. */
export function markersBeyond(buckets: Buckets, map: PlotMap, step: number): string {
  return markerPath(buckets, map, buckets.placeOf(step + 1));
}

/**
 * Square markers on the last value of each bucket; where they would touch, only some of them.
 * @param from first bucket
 */
export function markerPath(buckets: Buckets, map: PlotMap, from = 0): string {
  let d = '';
  let before = -Infinity;
  for (let i = from; i < buckets.length; i++) {
    if (buckets.lastAt[i] === 0 || !hasPlace(map, buckets.last[i]!)) continue;
    const x = tenth(xOf(map, buckets.lastAt[i]!));
    if (x - before < apart) continue;
    before = x;
    d += `M${tenth(x - half)},${tenth(yOf(map, buckets.last[i]!) - half)}h${2 * half}v${2 * half}h${-2 * half}z`;
  }
  return d;
}

/** Triangles on the step axis where a value was NaN or infinite. */
export function badPath(buckets: Buckets, map: PlotMap, base: number): string {
  return marks(
    buckets,
    map,
    (i) => buckets.badAt[i]!,
    (x) => `M${x - 4},${base}h8l-4,-7z`,
  );
}

/** Triangles that point down through the step axis, where a value has no place because the axis is logarithmic. */
export function belowPath(buckets: Buckets, map: PlotMap, base: number): string {
  if (!map.isLog) return '';
  const stepOf = (i: number) => (buckets.lastAt[i]! > 0 && buckets.min[i]! <= 0 ? buckets.lastAt[i]! : 0);
  return marks(buckets, map, stepOf, (x) => `M${x - 4},${base - 7}h8l-4,7z`);
}

/** @param stepOf where a bucket has a mark; 0: nowhere */
function marks(
  buckets: Buckets,
  map: PlotMap,
  stepOf: (bucket: number) => number,
  shape: (x: number) => string,
): string {
  let d = '';
  let before = -Infinity;
  for (let i = 0; i < buckets.length; i++) {
    const step = stepOf(i);
    if (step === 0) continue;
    const x = tenth(xOf(map, step));
    if (x - before < 4) continue; // one mark says it for its neighbours too
    before = x;
    d += shape(x);
  }
  return d;
}

/** The dash pattern of a form; undefined: solid. */
export function dashOf(form: LineForm): string | undefined {
  return form === 'validation' ? '6 3' : undefined;
}

function lastFiniteBefore(buckets: Buckets, from: number): number {
  let i = from - 1;
  while (i > 0 && buckets.lastAt[i] === 0) i--;
  return Math.max(0, i);
}

/** Of a value in a path; empty if it has no place. */
function height(map: PlotMap, value: number): string {
  return hasPlace(map, value) ? String(tenth(yOf(map, value))) : '';
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

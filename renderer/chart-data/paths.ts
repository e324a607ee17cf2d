import type { Buckets } from './buckets';
import type { LineForm } from './chart-groups';

/** From values to pixels: `x = bx + kx * step`, `y = by + ky * value`. */
export type PlotMap = { readonly kx: number; readonly bx: number; readonly ky: number; readonly by: number };

/** Half the side of a validation marker, and the least distance of two, in pixels. */
const half = 3;
const apart = 10;

/** The part of a series that a path draws. */
export type PathPart = {
  /** First bucket; the path begins at the last value before it, so that parts drawn apart still join. */
  readonly from?: number;
  /** Bucket behind the last. */
  readonly to?: number;
};

/**
 * A series as one path, parted where the series is. Single batches show the whole range of each bucket at one x, left
 * at its last value; means and validation, which hardly move within one, go through last values only.
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
    d += `${joins ? 'L' : 'M'}${tenth(map.bx + map.kx * step)},`;
    d += hasRange ? range(buckets, map, i) : y(map, buckets.last[i]!);
    if (!joins) d += 'h0'; // a value on its own shows as a dot
    isOpen = true;
  }
  return d;
}

function range(buckets: Buckets, map: PlotMap, i: number): string {
  const corners = [buckets.first[i]!, buckets.min[i]!, buckets.max[i]!, buckets.last[i]!];
  return corners.map((value) => y(map, value)).join('V');
}

/** What follows a step of a series, as one path that begins at that step. */
export function pathBeyond(buckets: Buckets, map: PlotMap, form: LineForm, step: number): string {
  return linePath(buckets, map, form, { from: Math.floor(step / buckets.span) });
}

/** Square markers on the last value of each bucket; where they would touch, only some of them. */
export function markerPath(buckets: Buckets, map: PlotMap): string {
  let d = '';
  let before = -Infinity;
  for (let i = 0; i < buckets.length; i++) {
    if (buckets.lastAt[i] === 0) continue;
    const x = tenth(map.bx + map.kx * buckets.lastAt[i]!);
    if (x - before < apart) continue;
    before = x;
    d += `M${tenth(x - half)},${tenth(map.by + map.ky * buckets.last[i]! - half)}h${2 * half}v${2 * half}h${-2 * half}z`;
  }
  return d;
}

/** Triangles on the step axis where a value was NaN or infinite. */
export function badPath(buckets: Buckets, map: PlotMap, base: number): string {
  let d = '';
  let before = -Infinity;
  for (let i = 0; i < buckets.length; i++) {
    if (buckets.badAt[i] === 0) continue;
    const x = tenth(map.bx + map.kx * buckets.badAt[i]!);
    if (x - before < 4) continue; // one mark says it for its neighbours too
    before = x;
    d += `M${x - 4},${base}h8l-4,-7z`;
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

function y(map: PlotMap, value: number): string {
  return String(tenth(map.by + map.ky * value));
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

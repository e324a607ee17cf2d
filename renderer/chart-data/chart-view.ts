import type { RunState } from '../../main/contract/run-state';
import type { RunPlan } from '../../main/contract/training-event';
import { type Domain, growingDomain, stepDomain } from './domains';
import type { StepRange } from './buckets';
import type { RunSeries } from './run-series';
import { usualWeight } from './smoothing';
import { placeOnAxis, type StepAxis, stepOnAxis } from './step-axis';

/** A part of the run that fills the charts. */
export type Zoom = StepRange & {
  /** It moves on with the newest step. */
  readonly follows: boolean;
  /** What fills the charts after leaving it; absent: the whole run. */
  readonly before?: Zoom;
  /** It was not the person who zoomed: the run stopped before NaN. */
  readonly isOfNaN?: boolean;
};

/** How all charts are looked at. */
export type ChartView = {
  readonly axis: StepAxis;
  readonly isLog: boolean;
  readonly isSmooth: boolean;
  /** Of the past, in what is smoothed. */
  readonly weight: number;
  /** Absent: the whole run. */
  readonly zoom?: Zoom | undefined;
};

/** The whole run over its steps, neither logarithmic nor smoothed. */
export const usualView: ChartView = { axis: 'step', isLog: false, isSmooth: false, weight: usualWeight };

/** Steps that are the least to fill a chart. */
export const leastSteps = 10;
/** Steps before NaN that are looked at when a run stops there. */
export const stepsBeforeNaN = 50;

/** What the step axis needs to know of a run's length. */
export type Lengths = Pick<RunPlan, 'totalSteps' | 'epochs' | 'initialEpoch'>;

/**
 * Both ends of the step axis, in the values that it counts.
 * @param previous of the same view; kept, the very same value, as long as it fits
 */
export function axisDomain(
  run: RunSeries,
  { axis, zoom }: Pick<ChartView, 'axis' | 'zoom'>,
  lengths: Lengths | undefined,
  previous?: Domain,
): Domain {
  const { clock } = run;
  if (!zoom) return wholeDomain(run, axis, lengths, previous);
  if (axis === 'step') {
    return previous?.[0] === zoom.from && previous[1] === zoom.to ? previous : [zoom.from, zoom.to];
  }
  const at = (step: number) => placeOnAxis(axis, clock, step);
  const isSeen = previous && (run.step > zoom.to || run.step < zoom.from || at(run.step) <= previous[1]);
  // Times ahead are guessed by the pace so far, which changes; the axis need not change with it.
  if (isSeen && previous[0] === at(zoom.from)) return previous;
  return [at(zoom.from), Math.max(at(zoom.to), at(zoom.from) + 1e-9)];
}

function wholeDomain(run: RunSeries, axis: StepAxis, lengths: Lengths | undefined, previous?: Domain): Domain {
  if (axis === 'step') return stepDomain(run.furthest, lengths?.totalSteps, previous);
  const ends = [run, ...run.ghosts.map(({ clock, head }) => ({ clock, step: head }))];
  const furthest = Math.max(...ends.map(({ clock, step }) => placeOnAxis(axis, clock, step)));
  if (axis === 'time') return growingDomain(furthest, 1, previous);
  const epochs = lengths?.epochs;
  if (epochs === undefined || furthest > epochs) return growingDomain(furthest, 1, previous);
  return previous?.[1] === epochs ? previous : [0, epochs];
}

/**
 * The part of a run that is seen after zooming in (`factor` below 1) or out around a place.
 * @param domain both ends of the axis as they are now, in its own values
 * @param around in the same values
 * @returns undefined: the whole run is seen
 */
export function zoomBy(
  run: RunSeries,
  view: ChartView,
  lengths: Lengths | undefined,
  domain: Domain,
  factor: number,
  around: number,
): Zoom | undefined {
  const anchor = Math.min(domain[1], Math.max(domain[0], around));
  return zoomTo(run, view, lengths, [anchor - (anchor - domain[0]) * factor, anchor + (domain[1] - anchor) * factor]);
}

/**
 * Fills the charts with a part of the axis.
 * @param wanted both ends, in the axis' own values, in any order
 * @returns undefined: that is the whole run
 */
export function zoomTo(
  run: RunSeries,
  { axis }: ChartView,
  lengths: Lengths | undefined,
  wanted: Domain,
): Zoom | undefined {
  const whole = axisDomain(run, { axis }, lengths);
  const [low, high] = [Math.min(...wanted), Math.max(...wanted)];
  if (low <= whole[0] && high >= whole[1]) return undefined;
  const stepOf = (value: number) => stepOnAxis(axis, run.clock, value);
  const first = Math.max(0, stepOf(Math.max(low, whole[0])));
  const last = Math.max(stepOf(Math.min(high, whole[1])), first);
  const missing = Math.max(0, leastSteps - (last - first));
  const from = Math.max(0, first - Math.ceil(missing / 2));
  const to = Math.max(last, from + leastSteps);
  return { from, to, follows: isAtHead({ from, to }, run.step) };
}

/**
 * The part that is seen once it has to move so that a step is in it; the very same one if it is.
 * @param most the last step there can be
 */
export function zoomOver(zoom: Zoom, step: number, most = Infinity): Zoom {
  if (step >= zoom.from && step <= zoom.to) return zoom;
  const length = zoom.to - zoom.from;
  const room = Math.max(1, Math.round(length / 8));
  const to = step > zoom.to ? Math.max(step, Math.min(step + room, most)) : Math.max(length, step - room + length);
  return { ...zoom, from: Math.max(0, to - length), to };
}

/** The last steps before a step that would have written NaN. */
export function zoomToNaN(step: number, before: Zoom | undefined): Zoom | undefined {
  if (step <= stepsBeforeNaN) return undefined;
  const shown = before?.isOfNaN ? before.before : before;
  return {
    from: step - stepsBeforeNaN,
    to: step + 2,
    follows: false,
    isOfNaN: true,
    ...(shown && { before: shown }),
  };
}

/** Whether a run that stopped before NaN is done with it: it goes on, or has gone to a step that is out of sight. */
export function isBeyondNaN(state: RunState, zoom: Zoom): boolean {
  if (state.status === 'moving') return false;
  if (state.status !== 'paused') return true;
  if (state.why.kind === 'not-finite') return false;
  return state.why.kind !== 'moved' || state.step < zoom.from || state.step > zoom.to;
}

/** Whether the newest step is in sight: what is zoomed there goes on with it. */
export function isAtHead({ from, to }: StepRange, step: number): boolean {
  return step >= from && step <= to;
}

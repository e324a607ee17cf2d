import { useEffect, useMemo, useRef } from 'react';
import type { RunState } from '../../../main/contract/run-state';
import {
  axisDomain,
  type ChartView,
  isAtHead,
  isBeyondNaN,
  type Lengths,
  type Zoom,
  zoomBy,
  zoomOver,
  zoomTo,
  zoomToNaN,
} from '../../chart-data/chart-view';
import type { Domain } from '../../chart-data/domains';
import type { RunSeries } from '../../chart-data/run-series';
import { placeOnAxis } from '../../chart-data/step-axis';
import { changeCharts, leaveZoom } from '../../store/chart-view';
import { workspace } from '../../store/window-store';
import type { ChartFrames } from './chart-frames';

/** What pointer and keys do with the step axis; values are those that the axis counts. Of stable identity. */
export type ChartZoom = {
  readonly by: (factor: number, around: number) => void;
  readonly to: (ends: Domain) => void;
  readonly move: (by: number) => void;
  /** Moves so that a step is in sight. */
  readonly over: (step: number) => void;
  /** Around the cursor: by one press of a key. */
  readonly press: (change: 1 | -1) => void;
  readonly leave: () => void;
};

type Parts = {
  readonly series: RunSeries;
  readonly frames: ChartFrames;
  readonly view: ChartView;
  readonly lengths: Lengths | undefined;
  /** Both ends of the axis as it is drawn. */
  readonly domain: Domain;
};

/** The zoom of all charts, as one. */
export function useZoom(parts: Parts): ChartZoom {
  const latest = useRef(parts);
  useEffect(() => {
    latest.current = parts;
  });
  return useMemo(() => {
    const set = (zoom: Zoom | undefined) => changeCharts({ zoom });
    const by = (factor: number, around: number) => {
      const { series, view, lengths, domain } = latest.current;
      if (series.step > 0) set(zoomBy(series, view, lengths, domain, factor, around));
    };
    return {
      by,
      to: (ends) => {
        const { series, view, lengths } = latest.current;
        if (series.step > 0) set(zoomTo(series, view, lengths, ends));
      },
      move: (amount) => {
        const { series, view, lengths, domain } = latest.current;
        const [low, high] = domain;
        const whole = axisDomain(series, { axis: view.axis }, lengths);
        const moved = Math.max(whole[0] - low, Math.min(whole[1] - high, amount));
        if (view.zoom && moved !== 0) set(zoomTo(series, view, lengths, [low + moved, high + moved]));
      },
      over: (step) => {
        const { view, series } = latest.current;
        if (!view.zoom || isAtHead(view.zoom, step)) return;
        const zoom = zoomOver(view.zoom, step);
        set({ ...zoom, follows: isAtHead(zoom, series.step) });
      },
      press: (change) => {
        const goesOn = isOfNewest(latest.current);
        by(change > 0 ? 0.5 : 2, anchorOf(latest.current));
        const { zoom } = workspace.getState().charts;
        if (goesOn && zoom) set({ ...zoom, follows: true });
      },
      leave: leaveZoom,
    };
  }, []);
}

/** Whether keys zoom at the newest step, which the view then follows: the whole run does. */
function isOfNewest({ frames, view }: Parts): boolean {
  return frames.at === undefined && (view.zoom?.follows ?? true);
}

/** Where keys zoom: at the cursor, else at the newest step, else in the middle. */
function anchorOf(parts: Parts): number {
  const { frames, series, view, domain } = parts;
  const places = [frames.at, series.step].flatMap((step) =>
    step === undefined ? [] : [placeOnAxis(view.axis, series.clock, step)],
  );
  // A fast run is ahead of what is drawn of it: its newest step is at the end there.
  if (isOfNewest(parts)) return view.zoom ? domain[1] : Math.min(places[0]!, domain[1]);
  const seen = places.find((place) => place >= domain[0] && place <= domain[1]);
  return seen ?? (domain[0] + domain[1]) / 2;
}

/** Milliseconds between two moves along with the newest step: each lays out all charts anew. */
const followMs = 500;

/** Lets what is zoomed at the newest step go on with it. */
export function useFollowing(series: RunSeries, frames: ChartFrames, total: number | undefined): void {
  useEffect(() => {
    let movedAt = -Infinity;
    let timer: number | undefined;
    const follow = () => {
      const { zoom } = workspace.getState().charts;
      if (!zoom?.follows || series.step === 0 || isAtHead(zoom, series.step)) return;
      const wait = movedAt + followMs - performance.now();
      if (wait > 0) {
        timer ??= window.setTimeout(() => {
          timer = undefined;
          follow();
        }, wait);
        return;
      }
      movedAt = performance.now();
      changeCharts({ zoom: zoomOver(zoom, series.step, total) });
    };
    const unsubscribe = frames.onData(follow);
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [series, frames, total]);
}

/** Looks closely at the last steps where a run stops before NaN; what was seen comes back when it goes on, or far back. */
export function useZoomToNaN(state: RunState): void {
  const stoppedAt = state.status === 'paused' && state.why.kind === 'not-finite' ? state.step : undefined;
  useEffect(() => {
    if (stoppedAt === undefined) return;
    const { zoom } = workspace.getState().charts;
    const close = zoomToNaN(stoppedAt, zoom);
    if (close) changeCharts({ zoom: close });
  }, [stoppedAt]);
  useEffect(() => {
    const { zoom } = workspace.getState().charts;
    if (zoom?.isOfNaN && isBeyondNaN(state, zoom)) leaveZoom();
  }, [state]);
}

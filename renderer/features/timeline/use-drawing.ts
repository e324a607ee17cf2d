import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { RunSeries } from '../../chart-data/run-series';
import { beat } from '../../store/window-store';
import { drawTimeline, type TimelineView } from './timeline-pen';

/** Milliseconds between two drawings of new data, about: less often than the charts, which show them large. */
const interval = 200;

/**
 * Draws the timeline when its view changes or the run comes to rest, and a few times a second while data come.
 * @param view the same while it holds
 */
export function useDrawing(
  svg: RefObject<SVGSVGElement | null>,
  run: RunSeries,
  view: TimelineView,
  { visible, moves }: { readonly visible: boolean; readonly moves: boolean },
): void {
  const drawnAt = useRef(-Infinity);
  useLayoutEffect(() => {
    if (!svg.current || !visible) return;
    drawTimeline(svg.current, run, view);
    return beat.onBeat(() => {
      const now = performance.now();
      if (now - drawnAt.current < interval) return beat.request();
      drawnAt.current = now;
      if (svg.current) drawTimeline(svg.current, run, view);
    });
  }, [svg, run, view, visible, moves]);
}

import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { RunSeries } from '../../chart-data/run-series';
import { drawTimeline, type TimelineView } from './timeline-pen';

/** Milliseconds between two drawings of new data: less often than the charts, which show them large. */
const interval = 250;

/** Draws the timeline when its view changes, and a few times a second while data come. */
export function useDrawing(svg: RefObject<SVGSVGElement | null>, run: RunSeries, view: TimelineView, visible: boolean) {
  const latest = useRef(view);
  useLayoutEffect(() => {
    latest.current = view;
    if (svg.current && visible) drawTimeline(svg.current, run, view);
  });
  useEffect(() => {
    if (!visible) return;
    let timer: number | undefined;
    let frame: number | undefined;
    const draw = () => {
      frame = undefined;
      if (svg.current) drawTimeline(svg.current, run, latest.current);
    };
    const unsubscribe = run.subscribe(() => {
      timer ??= window.setTimeout(() => {
        timer = undefined;
        frame = requestAnimationFrame(draw);
      }, interval);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [svg, run, visible]);
}

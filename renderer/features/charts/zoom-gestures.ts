import { stepAt } from '../../chart-data/plot-map';
import type { ChartFrames } from './chart-frames';
import type { Plot } from './use-plot-map';
import type { ChartZoom } from './use-zoom';

/** Pixels that a pointer moves before it draws a part open. */
const leastDrag = 6;

/**
 * Zooms with the pointer: Ctrl and the wheel around it, a drag to what it has drawn open, a double click to the whole
 * run; Shift and the wheel move along. The wheel alone scrolls, as everywhere.
 * @returns ends listening
 */
export function listenForZoom(chart: SVGSVGElement, plot: Plot, frames: ChartFrames, zoom: ChartZoom): () => void {
  const over = new AbortController();
  const { signal } = over;
  listenForWheel(chart, plot, zoom, signal);
  listenForDrag(chart, plot, frames, zoom, signal);
  chart.addEventListener('dblclick', () => zoom.leave(), { signal });
  return () => {
    over.abort();
    frames.select(undefined);
  };
}

/** What a wheel turned in one frame is done at once. */
function listenForWheel(chart: SVGSVGElement, plot: Plot, zoom: ChartZoom, signal: AbortSignal): void {
  let turned = 0;
  let moved = 0;
  let at = 0;
  let frame: number | undefined;
  const act = () => {
    frame = undefined;
    if (turned !== 0) zoom.by(Math.exp(Math.max(-1.5, Math.min(1.5, turned * 0.003))), valueAt(plot, at));
    if (moved !== 0) zoom.move(moved / plot.map.kx);
    turned = moved = 0;
  };
  const turn = (event: WheelEvent) => {
    const zooms = event.ctrlKey || event.metaKey;
    if (!zooms && !event.shiftKey) return;
    event.preventDefault();
    const scale = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 40 : 1;
    const amount = (event.deltaY || event.deltaX) * scale;
    if (zooms) turned += amount;
    else moved += amount;
    at = placeOf(chart, event);
    frame ??= requestAnimationFrame(act);
  };
  chart.addEventListener('wheel', turn, { signal, passive: false });
  signal.addEventListener('abort', () => frame !== undefined && cancelAnimationFrame(frame));
}

function listenForDrag(
  chart: SVGSVGElement,
  plot: Plot,
  frames: ChartFrames,
  zoom: ChartZoom,
  signal: AbortSignal,
): void {
  let began: number | undefined;
  const end = () => {
    began = undefined;
    frames.select(undefined);
  };
  const on = (
    type: 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel',
    act: (event: PointerEvent) => void,
  ) => chart.addEventListener(type, act, { signal });
  on('pointerdown', (event) => {
    const x = placeOf(chart, event);
    if (event.button !== 0 || x < plot.x || x > plot.x + plot.width) return;
    began = x;
    chart.setPointerCapture(event.pointerId);
  });
  on('pointermove', (event) => {
    if (began === undefined) return;
    const x = placeOf(chart, event);
    const isDrawn = Math.abs(x - began) >= leastDrag;
    frames.select(isDrawn ? { from: stepAt(plot.map, began), to: stepAt(plot.map, x) } : undefined);
  });
  on('pointerup', (event) => {
    const from = began;
    const to = placeOf(chart, event);
    end();
    if (from !== undefined && Math.abs(to - from) >= leastDrag) zoom.to([valueAt(plot, from), valueAt(plot, to)]);
  });
  on('pointercancel', end);
  const escape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && began !== undefined) end();
  };
  window.addEventListener('keydown', escape, { signal });
}

/** The horizontal place of a pointer in a chart, in pixels. */
function placeOf(chart: SVGSVGElement, event: MouseEvent): number {
  return event.clientX - chart.getBoundingClientRect().left;
}

/** What the axis counts at a place. */
function valueAt({ map }: Plot, x: number): number {
  return (x - map.bx) / map.kx;
}

import { memo, useLayoutEffect, useState } from 'react';
import { DefaultZIndexes, ZIndexLayer } from 'recharts';
import { xOf } from '../../chart-data/plot-map';
import { setShown } from '../../ui/write-svg';
import type { ChartFrames } from './chart-frames';
import { type Scales, usePlotMap } from './use-plot-map';
import type { ChartZoom } from './use-zoom';
import { listenForZoom } from './zoom-gestures';

type Props = { readonly frames: ChartFrames; readonly scales: Scales; readonly zoom: ChartZoom };

/** The part of the step axis that is being drawn open, in all charts at once; and what the pointer zooms with. */
export const Selection = memo(function Selection({ frames, scales, zoom }: Props) {
  const plot = usePlotMap(scales);
  const [rect, setRect] = useState<SVGRectElement | null>(null);
  useLayoutEffect(() => {
    if (!plot || !rect) return;
    const draw = () => {
      const { selection } = frames;
      setShown(rect, selection !== undefined);
      if (!selection) return;
      const ends = [selection.from, selection.to].map((step) => xOf(plot.map, step));
      const from = Math.max(plot.x, Math.min(...ends));
      rect.setAttribute('x', from.toFixed(1));
      rect.setAttribute('width', Math.max(0, Math.min(plot.x + plot.width, Math.max(...ends)) - from).toFixed(1));
    };
    draw();
    const unsubscribe = frames.onCursor(draw);
    const release = listenForZoom(rect.closest('svg')!, plot, frames, zoom);
    return () => {
      unsubscribe();
      release();
    };
  }, [plot, rect, frames, zoom]);
  if (!plot) return null;
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.label}>
      <rect ref={setRect} className="chart-selection" y={plot.y} height={plot.height} visibility="hidden" />
    </ZIndexLayer>
  );
});

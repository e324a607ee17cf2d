import { memo, useId, useLayoutEffect, useState } from 'react';
import { DefaultZIndexes, ZIndexLayer } from 'recharts';
import type { ChartGroup } from '../../chart-data/chart-groups';
import { ghostLimit, type RunSeries } from '../../chart-data/run-series';
import type { ChartFrames } from './chart-frames';
import { GhostPens } from './ghost-pens';
import { type LineElements, LinePen, pieceCount } from './line-pen';
import { linesOf } from './lines-of';
import { usePlotMap } from './use-plot-map';

type Props = { readonly group: ChartGroup; readonly run: RunSeries; readonly frames: ChartFrames };

/**
 * The data of a chart. React renders the empty paths once; new data only set their `d`, so that a drawing costs no
 * render, and rendering happens only when a domain or the size changes.
 */
export const SeriesLayer = memo(function SeriesLayer({ group, run, frames }: Props) {
  const plot = usePlotMap();
  const clip = useId();
  const [layer, setLayer] = useState<SVGGElement | null>(null);
  const [ghostLayer, setGhostLayer] = useState<SVGGElement | null>(null);

  useLayoutEffect(() => {
    if (!plot || !layer || !ghostLayer) return;
    const base = plot.y + plot.height;
    const pens = linesOf(group).map(
      ({ member, form }, i) => new LinePen(elementsOf(layer.children[i]!), run, member, form, base),
    );
    const ghosts = new GhostPens(ghostsOf(ghostLayer), run, group);
    const draw = () => {
      for (const pen of pens) pen.draw(plot.map);
      ghosts.draw(plot.map);
    };
    draw();
    return frames.onData(draw);
  }, [plot, layer, ghostLayer, group, run, frames]);

  if (!plot) return null;
  const { x, y, width, height } = plot;
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.line}>
      <clipPath id={clip}>
        <rect x={x} y={y - 1} width={width + 1} height={height + 2} />
      </clipPath>
      <g ref={setGhostLayer} className="chart-ghosts" clipPath={`url(#${clip})`}>
        {linesOf(group).map(({ id, className }) => (
          <g key={id} className={className}>
            {Array.from({ length: ghostLimit }, (_, i) => (
              <path key={i} className="chart-line" />
            ))}
          </g>
        ))}
      </g>
      <g ref={setLayer} clipPath={`url(#${clip})`}>
        {linesOf(group).map(({ id, form, className }) => (
          <g key={id} className={className}>
            {Array.from({ length: pieceCount(form) }, (_, i) => (
              <path key={i} className="chart-line" />
            ))}
            <path className="chart-bad" />
            <path className="chart-marker" />
          </g>
        ))}
      </g>
    </ZIndexLayer>
  );
});

function elementsOf(line: Element): LineElements {
  const paths = [...line.children] as SVGPathElement[];
  return { pieces: paths.slice(0, -2), bad: paths.at(-2)!, markers: paths.at(-1)! };
}

function ghostsOf(layer: Element): readonly (readonly SVGPathElement[])[] {
  return [...layer.children].map((line) => [...line.children] as SVGPathElement[]);
}

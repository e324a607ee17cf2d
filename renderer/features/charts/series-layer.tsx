import { memo, useId, useLayoutEffect, useState } from 'react';
import { DefaultZIndexes, ZIndexLayer } from 'recharts';
import type { ChartGroup } from '../../chart-data/chart-groups';
import { ghostLimit } from '../../chart-data/run-series';
import type { ShownRun } from '../../chart-data/shown-run';
import { setShown } from '../../ui/write-svg';
import type { ChartFrames } from './chart-frames';
import { type GhostElements, GhostPens } from './ghost-pens';
import { type LineElements, LinePen, pieceCount } from './line-pen';
import { linesOf } from './lines-of';
import { type Scales, usePlotMap } from './use-plot-map';

type Props = {
  readonly group: ChartGroup;
  readonly run: ShownRun;
  readonly frames: ChartFrames;
  readonly scales: Scales;
  /** What the marks of values say that have no place on the axis. */
  readonly below: string;
};

/**
 * The data of a chart. React renders the empty paths once; new data only set their `d`, so that a drawing costs no
 * render, and rendering happens only when a domain or the size changes.
 */
export const SeriesLayer = memo(function SeriesLayer({ group, run, frames, scales, below }: Props) {
  const plot = usePlotMap(scales);
  const clip = useId();
  const [layer, setLayer] = useState<SVGGElement | null>(null);
  const [ghostLayer, setGhostLayer] = useState<SVGGElement | null>(null);
  const [note, setNote] = useState<SVGGElement | null>(null);

  useLayoutEffect(() => {
    if (!plot || !layer || !ghostLayer || !note) return;
    const base = plot.y + plot.height;
    const elements = [...layer.children].map(elementsOf);
    const pens = linesOf(group).map(({ member, form }, i) => new LinePen(elements[i]!, run, member, form, base));
    const ghosts = new GhostPens(ghostsOf(ghostLayer), run, group);
    const draw = () => {
      for (const pen of pens) pen.draw(plot.map);
      ghosts.draw(plot.map);
      const isBelow = elements.some((line) => line.below.getAttribute('d'));
      setShown(note, isBelow);
    };
    draw();
    return frames.onData(draw);
  }, [plot, layer, ghostLayer, note, group, run, frames]);

  if (!plot) return null;
  const { x, y, width, height } = plot;
  // Only of a part of the run something lies outside; to be cut, lines are painted with more effort.
  const cut = run.range && { clipPath: `url(#${clip})` };
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.line}>
      <clipPath id={clip}>
        <rect x={x} y={y - 1} width={width + 1} height={height + 2} />
      </clipPath>
      <g ref={setGhostLayer} className="chart-ghosts" {...cut}>
        {linesOf(group).map(({ id, className }) => (
          <g key={id} className={className}>
            {Array.from({ length: ghostLimit }, (_, i) => (
              <path key={i} className="chart-line" />
            ))}
            {Array.from({ length: ghostLimit }, (_, i) => (
              <path key={i} className="chart-marker" />
            ))}
          </g>
        ))}
      </g>
      <g ref={setLayer} {...cut}>
        {linesOf(group).map(({ id, form, className }) => (
          <g key={id} className={className}>
            {Array.from({ length: pieceCount(form) }, (_, i) => (
              <path key={i} className="chart-line" />
            ))}
            <path className="chart-bad" />
            <path className="chart-below" />
            <path className="chart-marker" />
          </g>
        ))}
      </g>
      <g ref={setNote} className="chart-below-note" visibility="hidden">
        <path className="chart-below" d={`M${x + 6},${y + height - 19}h8l-4,7z`} />
        <text x={x + 18} y={y + height - 11}>
          {below}
        </text>
      </g>
    </ZIndexLayer>
  );
});

function elementsOf(line: Element): LineElements {
  const paths = [...line.children] as SVGPathElement[];
  return { pieces: paths.slice(0, -3), bad: paths.at(-3)!, below: paths.at(-2)!, markers: paths.at(-1)! };
}

function ghostsOf(layer: Element): readonly GhostElements[] {
  return [...layer.children].map((line) => {
    const paths = [...line.children] as SVGPathElement[];
    return { lines: paths.slice(0, ghostLimit), markers: paths.slice(ghostLimit) };
  });
}

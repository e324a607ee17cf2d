import { memo } from 'react';
import { DefaultZIndexes, ZIndexLayer } from 'recharts';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import { bestMarks, starPath } from '../../chart-data/best-marks';
import type { ChartGroup } from '../../chart-data/chart-groups';
import type { RunSeries } from '../../chart-data/run-series';
import { useSeries } from '../../store/use-series';
import { type Scales, usePlotMap } from './use-plot-map';

/** Of the style sheet. */
const fontSize = 11;

type Props = {
  readonly group: ChartGroup;
  readonly run: RunSeries;
  readonly scales: Scales;
  readonly text: Catalogue;
};

/** Where a run that is over was best: through all charts, with a star and its value on the loss. */
export const BestMarks = memo(function BestMarks({ group, run, scales, text }: Props) {
  const plot = usePlotMap(scales);
  const best = useSeries(run, () => run.best);
  if (!plot || best.length === 0) return null;
  const marks = bestMarks(run, group, text, plot.map, plot, fontSize);
  return (
    <>
      <ZIndexLayer zIndex={DefaultZIndexes.grid + 1}>
        <g className="chart-best">
          {marks.map(({ line, x }) => (
            <path key={line} d={`M${Math.round(x) + 0.5},${plot.y}v${plot.height}`} />
          ))}
        </g>
      </ZIndexLayer>
      <ZIndexLayer zIndex={DefaultZIndexes.label}>
        {marks.map(
          ({ line, x, star, label }) =>
            star && (
              <g key={line} className={star.isLeft ? 'chart-star is-left' : 'chart-star'}>
                <path d={starPath(x, star.y)} />
                {label && (
                  <text x={label.x} y={label.y} textAnchor={label.anchor}>
                    {label.words}
                  </text>
                )}
              </g>
            ),
        )}
      </ZIndexLayer>
    </>
  );
});

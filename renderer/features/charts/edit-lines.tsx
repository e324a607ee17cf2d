import { memo } from 'react';
import { DefaultZIndexes, ZIndexLayer } from 'recharts';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import { editMarks } from '../../chart-data/edit-marks';
import type { RunSeries } from '../../chart-data/run-series';
import { useSeries } from '../../store/use-series';
import { useRun } from '../../store/window-store';
import { type Scales, usePlotMap } from './use-plot-map';

/** Of the style sheet. */
const fontSize = 11;

type Props = {
  readonly run: RunSeries;
  readonly scales: Scales;
  readonly text: Catalogue;
  readonly hasWords: boolean;
};

/** Where the run was changed by hand, through the whole height of the chart; in words in the large one. */
export const EditLines = memo(function EditLines({ run, scales, text, hasWords }: Props) {
  const plot = usePlotMap(scales);
  const edits = useSeries(run, () => run.edits);
  const classNames = useRun(({ plan }) => plan?.classNames);
  if (!plot || edits.length === 0) return null;
  const marks = editMarks(edits, text, plot.map, plot, fontSize, classNames);
  return (
    <>
      <ZIndexLayer zIndex={DefaultZIndexes.grid + 1}>
        <g className="chart-edits">
          {marks.map(({ x }) => (
            <path key={x} d={`M${Math.round(x) + 0.5},${plot.y}v${plot.height}`} />
          ))}
        </g>
      </ZIndexLayer>
      {/* Over the lines and the cursor, which would else cross the words. */}
      <ZIndexLayer zIndex={DefaultZIndexes.label + 2}>
        <g className="chart-edits">
          {marks.map(
            ({ x, label }) =>
              hasWords &&
              label && (
                <text key={x} x={label.x} y={plot.y + fontSize} textAnchor={label.anchor}>
                  {label.words}
                </text>
              ),
          )}
        </g>
      </ZIndexLayer>
    </>
  );
});

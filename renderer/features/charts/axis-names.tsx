import { memo } from 'react';
import { DefaultZIndexes, ZIndexLayer } from 'recharts';
import { axisNamePlace } from '../../chart-data/axis-name-place';
import { type Scales, usePlotMap } from './use-plot-map';

type Props = { readonly x: string; readonly y: string; readonly scales: Scales; readonly hasRoom: boolean };

/** Of the style sheet. */
const fontSize = 11;

/** Names of both axes: the step at the right end, the quantity along its axis where it has room. */
export const AxisNames = memo(function AxisNames({ x, y, scales, hasRoom }: Props) {
  const plot = usePlotMap(scales);
  if (!plot) return null;
  const middle = hasRoom ? axisNamePlace(y, plot, fontSize) : undefined;
  return (
    <>
      <ZIndexLayer zIndex={DefaultZIndexes.label}>
        <text
          className="chart-axis-name chart-x-name"
          x={plot.x + plot.width}
          y={plot.y + plot.height + 15}
          textAnchor="end"
        >
          {x}
        </text>
      </ZIndexLayer>
      {/* What is turned parts what is painted: below the lines, it parts nothing that changes. */}
      <ZIndexLayer zIndex={DefaultZIndexes.grid - 2}>
        {middle !== undefined && (
          <text className="chart-axis-name" transform={`translate(14,${middle}) rotate(-90)`} textAnchor="middle">
            {y}
          </text>
        )}
      </ZIndexLayer>
    </>
  );
});

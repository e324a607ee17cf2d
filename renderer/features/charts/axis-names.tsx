import { memo } from 'react';
import { DefaultZIndexes, ZIndexLayer } from 'recharts';
import { type Scales, usePlotMap } from './use-plot-map';

type Props = { readonly x: string; readonly y: string; readonly scales: Scales; readonly hasRoom: boolean };

/** Pixels below the plot, where a long name of the value axis may reach. */
const below = 24;

/** Names of both axes: the step at the right end, the quantity along its axis where it has room. */
export const AxisNames = memo(function AxisNames({ x, y, scales, hasRoom: isFree }: Props) {
  const plot = usePlotMap(scales);
  if (!plot) return null;
  const length = [...y].reduce((sum, character) => sum + (character > '\u2e7f' ? 11 : 5.8), 0);
  const middle = plot.y + plot.height / 2 + (length > plot.height ? below / 4 : 0);
  const hasRoom = isFree && length <= plot.height + below + plot.y;
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
        {hasRoom && (
          <text className="chart-axis-name" transform={`translate(14,${middle}) rotate(-90)`} textAnchor="middle">
            {y}
          </text>
        )}
      </ZIndexLayer>
    </>
  );
});

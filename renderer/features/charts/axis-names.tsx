import { memo } from 'react';
import { DefaultZIndexes, ZIndexLayer } from 'recharts';
import { usePlotMap } from './use-plot-map';

/** Pixels below the plot, where a long name of the value axis may reach. */
const below = 24;

/** Names of both axes: the step at the right end, the quantity along its axis where it has room. */
export const AxisNames = memo(function AxisNames({ x, y }: { readonly x: string; readonly y: string }) {
  const plot = usePlotMap();
  if (!plot) return null;
  const length = y.length * 5.8;
  const middle = plot.y + plot.height / 2 + (length > plot.height ? below / 4 : 0);
  const hasRoom = length <= plot.height + below + plot.y;
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.label}>
      <text
        className="chart-axis-name chart-x-name"
        x={plot.x + plot.width}
        y={plot.y + plot.height + 15}
        textAnchor="end"
      >
        {x}
      </text>
      {hasRoom && (
        <text className="chart-axis-name" transform={`translate(14,${middle}) rotate(-90)`} textAnchor="middle">
          {y}
        </text>
      )}
    </ZIndexLayer>
  );
});

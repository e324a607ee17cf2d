import { memo } from 'react';
import { CartesianGrid, ComposedChart, XAxis, YAxis } from 'recharts';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import type { ChartGroup } from '../../chart-data/chart-groups';
import { type Domain, stepTicks, valueTicks } from '../../chart-data/domains';
import { formatStep, tickLabels } from '../../chart-data/number-format';
import type { RunSeries } from '../../chart-data/run-series';
import { AxisNames } from './axis-names';
import type { ChartFrames } from './chart-frames';
import { Crosshair } from './crosshair';
import { EditLines } from './edit-lines';
import { SeriesLayer } from './series-layer';
import type { Size } from '../../ui/use-size';

type Props = {
  readonly group: ChartGroup;
  readonly run: RunSeries;
  readonly frames: ChartFrames;
  readonly size: Size;
  readonly x: Domain;
  readonly y: Domain;
  readonly total: number | undefined;
  readonly xName: string;
  readonly yName: string;
  readonly text: Catalogue;
  readonly isLarge: boolean;
};

const margin = { top: 8, right: 14, bottom: 0, left: 0 };
const xAxisHeight = 24;
const yAxisWidth = 56;
/** Recharts writes the colour of labels into their style; a token there follows the theme. */
const label = { fill: 'var(--text-3)' };

/** Axes, grid and layout by Recharts; the data and the cursor by layers of our own that draw without rendering. */
export const Plot = memo(function Plot({ group, run, frames, size, x, y, total, xName, yName, text, isLarge }: Props) {
  const plotWidth = size.width - yAxisWidth - margin.right;
  const plotHeight = size.height - xAxisHeight - margin.top;
  const xTicks = stepTicks(x, Math.min(10, plotWidth / 64)).filter((step) => {
    const room = ((x[1] - step) / (x[1] - x[0])) * plotWidth;
    return room > xName.length * 7 + formatStep(step).length * 3.5 + 8;
  });
  const yTicks = valueTicks(y, Math.max(1, Math.min(6, plotHeight / 26)));
  const yLabels = tickLabels(yTicks);
  return (
    <ComposedChart width={size.width} height={size.height} margin={margin} accessibilityLayer={false}>
      <CartesianGrid verticalValues={[...xTicks]} horizontalValues={[...yTicks]} />
      <XAxis
        dataKey="step"
        type="number"
        domain={x}
        allowDataOverflow
        ticks={xTicks}
        tickFormatter={formatStep}
        interval={0}
        tick={label}
        tickLine={false}
        height={xAxisHeight}
      />
      <YAxis
        type="number"
        domain={y}
        allowDataOverflow
        ticks={yTicks}
        tickFormatter={(_, i) => yLabels[i] ?? ''}
        interval={0}
        tick={label}
        tickLine={false}
        axisLine={false}
        tickMargin={6}
        width={yAxisWidth}
      />
      <EditLines run={run} text={text} hasWords={isLarge} />
      <SeriesLayer group={group} run={run} frames={frames} />
      <Crosshair group={group} run={run} frames={frames} total={total} />
      <AxisNames x={xName} y={yName} />
    </ComposedChart>
  );
});

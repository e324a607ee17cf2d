import { memo, type SVGAttributes, useCallback, useMemo } from 'react';
import { CartesianGrid, ComposedChart, XAxis, YAxis } from 'recharts';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import type { ChartGroup } from '../../chart-data/chart-groups';
import { type Domain, logTicks, valueTicks } from '../../chart-data/domains';
import { formatStep, logTickLabels, tickLabels } from '../../chart-data/number-format';
import type { ShownRun } from '../../chart-data/shown-run';
import { axisName, axisTicks, type StepAxis } from '../../chart-data/step-axis';
import { AxisNames } from './axis-names';
import { BestMarks } from './best-marks';
import type { ChartFrames } from './chart-frames';
import { Crosshair } from './crosshair';
import { EditLines } from './edit-lines';
import { PartialEpoch } from './partial-epoch';
import { Selection } from './selection';
import { SeriesLayer } from './series-layer';
import type { Scales } from './use-plot-map';
import type { ChartZoom } from './use-zoom';
import type { Size } from '../../ui/use-size';

type Props = {
  readonly group: ChartGroup;
  readonly run: ShownRun;
  readonly frames: ChartFrames;
  readonly zoom: ChartZoom;
  readonly size: Size;
  readonly axis: StepAxis;
  readonly isLog: boolean;
  readonly x: Domain;
  readonly y: Domain;
  readonly total: number | undefined;
  readonly yName: string;
  readonly text: Catalogue;
  readonly isLarge: boolean;
};

type TickLabelProps = {
  readonly x: number | string;
  readonly y: number | string;
  readonly index: number;
  readonly textAnchor: SVGAttributes<SVGTextElement>['textAnchor'];
  readonly className?: string;
};

const margin = { top: 8, right: 14, bottom: 0, left: 0 };
const xAxisHeight = 24;
const yAxisWidth = 56;
/** Signs of a label that leave room for the axis' name. */
const longestLabel = 4;
/** From the place of a label to its baseline: below the step axis, in the middle beside a value. */
const drop = { x: '0.71em', y: '0.355em' };

/** Axes, grid and layout by Recharts; the data and the cursor by layers of our own that draw without rendering. */
export const Plot = memo(function Plot(props: Props) {
  const { group, run, frames, zoom, size, axis, isLog, x, y, total, yName, text, isLarge } = props;
  const scales = useMemo((): Scales => ({ axis, line: run.run, isLog }), [axis, run.run, isLog]);
  const flag = useCallback(
    (step: number) => (axis === 'step' ? formatStep(step) : text.charts.atStep(formatStep(step))),
    [axis, text],
  );
  const xName = axisName(axis, x, text);
  const { xTicks, yTicks } = ticksOf(props, xName.length);
  return (
    <ComposedChart width={size.width} height={size.height} margin={margin} accessibilityLayer={false}>
      <CartesianGrid verticalValues={xTicks.map(({ at }) => at)} horizontalValues={yTicks.map(({ at }) => at)} />
      <XAxis
        dataKey="step"
        type="number"
        domain={x}
        allowDataOverflow
        ticks={xTicks.map(({ at }) => at)}
        interval={0}
        tick={labelOf(xTicks, drop.x)}
        tickLine={false}
        height={xAxisHeight}
      />
      <YAxis
        type="number"
        domain={y}
        allowDataOverflow
        ticks={yTicks.map(({ at }) => at)}
        interval={0}
        tick={labelOf(yTicks, drop.y)}
        tickLine={false}
        axisLine={false}
        tickMargin={6}
        width={yAxisWidth}
      />
      <PartialEpoch run={run.run} scales={scales} text={text} />
      <EditLines run={run.run} scales={scales} text={text} hasWords={isLarge} />
      <BestMarks group={group} run={run.run} scales={scales} text={text} />
      <SeriesLayer group={group} run={run} frames={frames} scales={scales} below={text.charts.below} />
      <Selection frames={frames} scales={scales} zoom={zoom} />
      <Crosshair
        group={group}
        run={run}
        frames={frames}
        scales={scales}
        total={axis === 'time' ? undefined : total}
        flag={flag}
      />
      <AxisNames
        x={xName}
        y={isLog ? text.charts.logOf(yName) : yName}
        scales={scales}
        hasRoom={yTicks.every((tick) => tick.label.length <= longestLabel)}
      />
    </ComposedChart>
  );
});

/** Labels are one line each: Recharts' own measure every word of theirs in the document. */
function labelOf(ticks: readonly { readonly label: string }[], dy: string) {
  return function TickLabel({ x, y, index, textAnchor, className }: TickLabelProps) {
    return (
      <text x={x} y={y} dy={dy} textAnchor={textAnchor} className={className}>
        {ticks[index]?.label}
      </text>
    );
  };
}

/** Ticks as Recharts counts them: of a logarithmic axis by powers of ten. */
function ticksOf({ size, axis, x, y, isLog }: Props, nameLength: number) {
  const plotWidth = size.width - yAxisWidth - margin.right;
  const plotHeight = size.height - xAxisHeight - margin.top;
  const xTicks = axisTicks(axis, x, Math.min(10, plotWidth / 64)).filter(({ at, label: words }) => {
    const room = ((x[1] - at) / (x[1] - x[0])) * plotWidth;
    return room > nameLength * 7 + words.length * 3.5 + 8;
  });
  const most = Math.max(1, Math.min(6, plotHeight / 26));
  const values = isLog ? logTicks(y, most) : valueTicks(y, most);
  const labels = isLog ? logTickLabels(values) : tickLabels(values);
  const yTicks = values.map((value, i) => ({ at: isLog ? Math.log10(value) : value, label: labels[i] ?? '' }));
  return { xTicks, yTicks };
}

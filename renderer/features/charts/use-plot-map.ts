import { useMemo } from 'react';
import { usePlotArea, useXAxisDomain, useXAxisScale, useYAxisDomain, useYAxisScale } from 'recharts';
import { lineThrough, type PlotMap } from '../../chart-data/plot-map';
import type { RunSeries } from '../../chart-data/run-series';
import type { StepAxis } from '../../chart-data/step-axis';

/** The area that a chart draws in, in pixels, and how values become places in it. */
export type Plot = {
  readonly map: PlotMap;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** What the axes count: Recharts knows only plain numbers. Of stable identity. */
export type Scales = { readonly axis: StepAxis; readonly line: RunSeries; readonly isLog: boolean };

/**
 * Where the chart around it draws, and how values become pixels there; undefined until it is laid out. Both scales
 * of Recharts are linear, also where what they count is not, so both ends of each say everything. The same value as long as nothing changed.
 */
export function usePlotMap(scales: Scales): Plot | undefined {
  const { k: kx, b: bx } = lineOf(useXAxisDomain(), useXAxisScale());
  const { k: ky, b: by } = lineOf(useYAxisDomain(), useYAxisScale());
  const area = usePlotArea();
  const { x, y, width, height } = area ?? {};
  return useMemo(() => {
    if (bx === undefined || by === undefined || kx === undefined || ky === undefined) return undefined;
    if (x === undefined || y === undefined || !width || !height) return undefined;
    return { map: { kx, bx, ky, by, ...scales }, x, y, width, height };
  }, [bx, by, kx, ky, x, y, width, height, scales]);
}

type Ends = ReturnType<typeof useYAxisDomain>;
type Scale = ReturnType<typeof useYAxisScale>;

function lineOf(ends: Ends, scale: Scale): { readonly k?: number; readonly b?: number } {
  const [low, high] = (ends ?? []).map(Number);
  if (low === undefined || high === undefined || !scale) return {};
  const [atLow, atHigh] = [scale(low), scale(high)];
  return atLow === undefined || atHigh === undefined ? {} : lineThrough([low, high], [atLow, atHigh]);
}

import { useMemo } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import type { PlotMap } from '../../chart-data/plot-map';
import type { RunSeries } from '../../chart-data/run-series';
import type { StepAxis } from '../../chart-data/step-axis';

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
 * of Recharts are linear, also where what they count is not, so two probes of each say everything. The same value as long as nothing changed.
 */
export function usePlotMap(scales: Scales): Plot | undefined {
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const area = usePlotArea();
  const bx = xScale?.(0);
  const by = yScale?.(0);
  const kx = slope(bx, xScale?.(1));
  const ky = slope(by, yScale?.(1));
  const { x, y, width, height } = area ?? {};
  return useMemo(() => {
    if (bx === undefined || by === undefined || kx === undefined || ky === undefined) return undefined;
    if (x === undefined || y === undefined || !width || !height) return undefined;
    return { map: { kx, bx, ky, by, ...scales }, x, y, width, height };
  }, [bx, by, kx, ky, x, y, width, height, scales]);
}

function slope(at0: number | undefined, at1: number | undefined): number | undefined {
  return at0 === undefined || at1 === undefined ? undefined : at1 - at0;
}

import { useMemo } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import type { PlotMap } from '../../chart-data/paths';

export type Plot = {
  readonly map: PlotMap;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/**
 * Where the chart around it draws, and how values become pixels there; undefined until it is laid out. Both scales
 * are linear, so two probes of each say everything. The same value as long as nothing changed.
 */
export function usePlotMap(): Plot | undefined {
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
    return { map: { kx, bx, ky, by }, x, y, width, height };
  }, [bx, by, kx, ky, x, y, width, height]);
}

function slope(at0: number | undefined, at1: number | undefined): number | undefined {
  return at0 === undefined || at1 === undefined ? undefined : at1 - at0;
}

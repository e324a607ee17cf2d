import type { Box } from './figure-layout';
import { type PlotMap, xOf } from './plot-map';
import type { EpochPart } from './run-clock';

/** Where a chart shows the steps of an epoch that is not whole, through its height; undefined if it shows none of them. */
export function partialBox({ from, to }: EpochPart, map: PlotMap, plot: Box): Box | undefined {
  const left = Math.max(plot.x, xOf(map, from));
  const right = Math.min(plot.x + plot.width, xOf(map, to));
  return left < right ? { x: left, y: plot.y, width: right - left, height: plot.height } : undefined;
}

import { type Box, textWidth } from './figure-layout';

/** Pixels below the plot, where a long name of the value axis may reach. */
const below = 24;

/**
 * Where the middle of the value axis' name stands, which is turned to run along it: beside the middle of the plot, or as
 * near to that as it must to be in the picture whole.
 * @param fontSize in pixels
 * @returns undefined if it has no room
 */
export function axisNamePlace(name: string, plot: Box, fontSize: number): number | undefined {
  const half = textWidth(name, fontSize) / 2;
  const bottom = plot.y + plot.height + below;
  if (2 * half > bottom) return undefined;
  return Math.min(Math.max(plot.y + plot.height / 2, half), bottom - half);
}

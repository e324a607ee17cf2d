import type { Catalogue } from '../../main/contract/text/catalogue';
import type { ChartGroup } from './chart-groups';
import { type Box, textWidth } from './figure-layout';
import { formatStep, formatValue } from './number-format';
import { hasPlace, type PlotMap, xOf, yOf } from './plot-map';
import type { RunSeries } from './run-series';

/** Where a line of a run that is over was best: a line through each chart, and in that of the loss a star. */
export type BestMark = {
  readonly line: number;
  /** In pixels. */
  readonly x: number;
  readonly star?: { readonly y: number; readonly isLeft: boolean };
  /** Of the present line. */
  readonly label?: { readonly words: string; readonly x: number; readonly y: number; readonly anchor: 'start' | 'end' };
};

/** Room between a line and its words, in pixels. */
const gap = 5;

/**
 * The marks of the best steps on a chart.
 * @param fontSize of the label, in pixels
 */
export function bestMarks(
  run: RunSeries,
  group: ChartGroup,
  text: Catalogue,
  map: PlotMap,
  plot: Box,
  fontSize: number,
): readonly BestMark[] {
  const isJudged = group.members.some(({ key }) => key === run.judged);
  const [right, bottom] = [plot.x + plot.width, plot.y + plot.height];
  return run.best.flatMap(({ line, step, value }): BestMark[] => {
    const ghost = run.ghosts.find((each) => each.line === line);
    const x = xOf(ghost ? { ...map, line: ghost } : map, step);
    if (x < plot.x || x > right) return [];
    const y = hasPlace(map, value) ? yOf(map, value) : NaN;
    if (!isJudged || !(y >= plot.y && y <= bottom)) return [{ line, x }];
    const mark = { line, x, star: { y, isLeft: ghost !== undefined } };
    if (ghost) return [mark];
    const words = text.charts.best.mark(formatValue(value), formatStep(step));
    const anchor = x + gap + textWidth(words, fontSize) <= right ? 'start' : 'end';
    // At the top, where a loss has left room; what edits have changed stands in the line above.
    const at = { x: x + (anchor === 'start' ? gap : -gap), y: plot.y + 2 * fontSize + 3 };
    return [{ ...mark, label: { words, ...at, anchor } }];
  });
}

/** A star around a place. */
export function starPath(x: number, y: number): string {
  return `M${x},${y - 5}l1.5,3.5h3.5l-2.75,2.25l1,3.75l-3.25,-2.25l-3.25,2.25l1,-3.75l-2.75,-2.25h3.5z`;
}

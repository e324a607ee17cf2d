import type { ChartGroup } from './chart-groups';
import { readingAt } from './readings';
import type { RunSeries } from './run-series';

/** The value of a batch on one of the lines. */
export type LineValue = {
  /** Counted from 1. */
  readonly line: number;
  readonly isPresent: boolean;
  /** Undefined where that line has no batch. */
  readonly value: number | undefined;
};

/** The same batch on each line that is drawn: the present one first, then those that were left, newest first. */
export type LineComparison = { readonly step: number; readonly values: readonly LineValue[] };

/**
 * What the first series of a chart comes to on each line, before the update of a step.
 * @param step absent: the newest of the present line
 * @returns undefined while there is only one line
 */
export function compareLines(group: ChartGroup, run: RunSeries, step = run.step): LineComparison | undefined {
  const key = group.members[0]?.key;
  // What was lost with its process is trained again, as it was.
  const ghosts = run.ghosts.filter(({ isLost }) => !isLost);
  if (ghosts.length === 0 || key === undefined || step === 0) return undefined;
  const present: LineValue = {
    line: run.line,
    isPresent: true,
    value: step > run.step ? undefined : run.reading(key, 'batch', step)?.value,
  };
  const left = ghosts.map(({ line, head, lines }): LineValue => {
    const value = step > head ? undefined : readingAt(lines.get(key)?.points.batch, step)?.value;
    return { line, isPresent: false, value };
  });
  return { step, values: [present, ...left.reverse()] };
}

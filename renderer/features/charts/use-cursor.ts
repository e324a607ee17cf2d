import { type RefObject, useEffect } from 'react';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import type { ChartGroup } from '../../chart-data/chart-groups';
import { legendEntries, metricName } from '../../chart-data/legend';
import { compareLines } from '../../chart-data/line-comparison';
import { formatStep, formatValue } from '../../chart-data/number-format';
import type { ShownRun } from '../../chart-data/shown-run';
import type { ChartFrames } from './chart-frames';

type Parts = {
  readonly stack: RefObject<HTMLElement | null>;
  /** Where what the cursor stands on is said to a screen reader. */
  readonly live: RefObject<HTMLElement | null>;
  readonly run: ShownRun;
  readonly groups: readonly ChartGroup[];
  readonly frames: ChartFrames;
  readonly text: Catalogue;
  /** Hears where the keys have moved the cursor to. */
  readonly onMove: (step: number) => void;
};

/** Moves the one cursor of all charts by keys; the pointer moves it in each chart. */
export function useCursor({ stack, live, run, groups, frames, text, onMove }: Parts): void {
  useEffect(() => {
    const element = stack.current;
    if (!element) return;
    const leave = () => frames.moveCursor(undefined);
    const press = (event: KeyboardEvent) => {
      const step = stepByKey(event, run, frames.cursor);
      if (step === undefined) return;
      event.preventDefault();
      frames.moveCursor(step === 'none' ? undefined : step);
      if (step !== 'none') onMove(step);
      if (live.current) live.current.textContent = step === 'none' ? '' : spoken(step, groups, run, text);
    };
    element.addEventListener('keydown', press);
    element.addEventListener('blur', leave);
    return () => {
      element.removeEventListener('keydown', press);
      element.removeEventListener('blur', leave);
    };
  }, [stack, live, run, groups, frames, text, onMove]);
}

function stepByKey(event: KeyboardEvent, run: ShownRun, cursor: number | undefined): number | 'none' | undefined {
  if (event.key === 'Escape') return cursor === undefined ? undefined : 'none';
  if (run.step === 0 || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const stride = event.shiftKey ? 10 : 1;
  switch (event.key) {
    case 'ArrowLeft':
      return run.stepNear(cursor ?? run.step, cursor === undefined ? 0 : -stride);
    case 'ArrowRight':
      return run.stepNear(cursor ?? run.step, cursor === undefined ? 0 : stride);
    case 'Home':
      return run.stepNear(1);
    case 'End':
      return run.stepNear(run.step);
    default:
      return undefined;
  }
}

function spoken(step: number, groups: readonly ChartGroup[], run: ShownRun, text: Catalogue): string {
  const values = groups.map((group) => {
    const entries = legendEntries(group, run, text, step).filter(({ value }) => value);
    const words = entries.map(({ name, value }) => `${name} ${value}`);
    const left = compareLines(group, run.run, step)?.values.filter(({ isPresent }) => !isPresent) ?? [];
    const others = left.flatMap(({ line, value }) =>
      value === undefined ? [] : [`${text.charts.compared.line(line)} ${formatValue(value)}`],
    );
    return [metricName(group.metric, text), ...words, ...others].join(', ');
  });
  return text.charts.cursorAt({ step: formatStep(step), values: values.join('; ') });
}

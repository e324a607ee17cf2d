import type { Points } from './points';
import type { RunSeries, SeriesLines } from './run-series';
import type { RunClock } from './run-clock';

/** A line of the run: what follows `from` is its own. */
type TableLine = {
  readonly line: number;
  readonly from: number;
  readonly clock: RunClock;
  readonly lines: (key: string) => SeriesLines | undefined;
};

const forms = [
  ['batch', (key: string) => key],
  ['mean', (key: string) => `mean_${key}`],
  ['validation', (key: string) => `val_${key}`],
] as const;

/**
 * All values of a run that are kept, as the lines of a CSV file: one for each step of each of its lines, in full precision,
 * empty where there is no value. Epochs count from 1, `seconds` are those of training.
 */
export function* runTable(run: RunSeries, keys: readonly string[]): Generator<string> {
  const names = keys.flatMap((key) => forms.map(([, nameOf]) => nameOf(key)));
  yield ['line', 'step', 'epoch', 'seconds', ...names.map(quoted)].join();
  // What was lost with a process was trained again, as it was.
  const left = run.ghosts.filter(({ isLost }) => !isLost);
  const ghosts = left.map(({ line, from, clock, lines }) => ({
    line,
    from,
    clock,
    lines: (key: string) => lines.get(key),
  }));
  const present = { line: run.line, from: 0, clock: run.clock, lines: (key: string) => run.lines(key) };
  for (const line of [...ghosts, present]) yield* lineTable(line, keys);
}

function* lineTable({ line, from, clock, lines }: TableLine, keys: readonly string[]): Generator<string> {
  const columns = keys.flatMap((key) => forms.map(([form]) => lines(key)?.points[form]));
  const next = columns.map((points) => (points ? points.indexAt(from) + 1 : 0));
  const stepOf = (points: Points | undefined, i: number): number =>
    points && next[i]! < points.length ? points.stepAt(next[i]!) : Infinity;
  for (;;) {
    const step = columns.reduce((least, points, i) => Math.min(least, stepOf(points, i)), Infinity);
    if (step === Infinity) return;
    const values = columns.map((points, i) => {
      let value: number | undefined;
      for (; points && stepOf(points, i) === step; next[i]! += 1) value = points.valueAt(next[i]!);
      return value ?? '';
    });
    yield [line, step, clock.epochOf(step) + 1, clock.secondsAt(step), ...values].join();
  }
}

function quoted(name: string): string {
  return /[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

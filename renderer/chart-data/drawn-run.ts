import type { Buckets } from './buckets';
import type { LineForm } from './chart-groups';
import type { Reading } from './readings';
import type { RunClock } from './run-clock';

/** The lines of a series, as far as there are any. */
export type DrawnLines = { readonly [Form in LineForm]?: Buckets };

/** A line that was left, as it is drawn behind the present one. */
export type DrawnGhost = {
  readonly line: number;
  /** The last step that the present line has in common with it. */
  readonly from: number;
  /** Its newest step. */
  readonly head: number;
  readonly clock: RunClock;
  readonly lines: ReadonlyMap<string, DrawnLines>;
};

/** A run as it can be drawn: the whole of it, or a part that is looked at closely. */
export type DrawnRun = {
  lines(key: string): DrawnLines | undefined;
  /** Another array whenever there is something else to draw. */
  readonly ghosts: readonly DrawnGhost[];
};

/** A run as far as values can be read from it. */
export type ReadRun = {
  /** Completed updates. */
  readonly step: number;
  /** Of the past in what is smoothed; absent: nothing is. */
  readonly weight?: number | undefined;
  /** The value of a line at a step, or the last before it; `step` absent: the newest. */
  reading(key: string, form: LineForm, step?: number): Reading | undefined;
  /** The epoch, from 0, that a step belongs to. */
  epochAt(step: number): number;
};

import type { PlannedEdit } from '../../contract/debug/edits';
import type { Place } from '../../contract/errors';
import type { RunPlan, TrainingEvent } from '../../contract/training-event';
import type { CompiledModel } from '../model/compiled-model';
import type { BatchFiles } from '../debug/replay/batch-files';
import type { Experiment, ExperimentContext } from '../experiment';
import { keyedRandom } from '../random/keyed-random';
import type { RunMode, RunOverrides } from '../modes';
import type { KeepOptions } from './kept-run';
import type { KeepsBoundary, SavedRun } from './saved-run';
import * as tf from '../tf';
import type { HistoryFiles, HistoryOptions } from '../time-travel/history-files';

export type SessionOptions = {
  readonly experiment: Experiment;
  readonly file: string;
  /** Overrides the experiment's own. */
  readonly run: RunOverrides & { readonly seed?: number };
  /** Intra-op threads that TensorFlow was started with, for the record. */
  readonly threads: number;
  readonly versions: { readonly [name: string]: string };
  readonly listener: (event: TrainingEvent) => void;
  /** Milliseconds. */
  readonly now: () => number;
  /** Whether a message is on its way that is not to wait, since the last time it was asked. Costs next to nothing. */
  readonly isCalled?: () => boolean;
  /** Lets the run go back; absent: it keeps nothing to go back to. */
  readonly history?: HistoryOptions;
  /** Edits to train with, in order: those that another run made. */
  readonly edits?: readonly PlannedEdit[];
  /** Where to go on. */
  readonly resume?: SavedRun;
  /** Whether steps run in another thread while the next batch is made; absent: where that is found to pay. */
  readonly overlap?: boolean;
  /** When the run can be saved, see `savedRun`; absent: never. */
  readonly keepsBoundary?: KeepsBoundary;
  /** What was told of the run so far, packed: a saved run keeps it for whoever looks on later. Absent: nothing is kept. */
  readonly told?: () => Uint8Array;
  /** Keeps the run on disk while it trains, with `keepsBoundary` only; absent: nowhere. */
  readonly keep?: KeepOptions;
  /** Where in the person's file an error arose. */
  readonly placeOf?: (error: unknown) => Place | undefined;
};

/** What a session is made of. */
export type SessionParts = {
  readonly options: SessionOptions;
  readonly models: ReadonlyMap<string, CompiledModel>;
  readonly mode: RunMode;
  readonly plan: RunPlan;
  readonly surroundings: Surroundings;
  readonly files: HistoryFiles | undefined;
  readonly batchFiles: BatchFiles;
};

/** What the person's functions are given, and the parts of it that change during a run. */
export type Surroundings = { readonly context: ExperimentContext; readonly abort: AbortController; epoch: number };

/** What the functions of a run with this seed are given. */
export function surroundingsOf(seed: number): Surroundings {
  const abort = new AbortController();
  const surroundings: Surroundings = {
    abort,
    epoch: 0,
    context: {
      tf,
      seed,
      random: keyedRandom(seed),
      signal: abort.signal,
      get epoch() {
        return surroundings.epoch;
      },
    },
  };
  return surroundings;
}

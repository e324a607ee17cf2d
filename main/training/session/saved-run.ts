import type { EditRecord } from '../../contract/debug/edits';
import { CodedError } from '../../contract/errors';
import type { RunOrigin } from '../../contract/trainer-start';
import type { TensorData } from '../../contract/tensor-data';
import type { CompiledModel } from '../model/compiled-model';
import type { PlainData } from '../experiment';
import { readTrainingFile, writeTrainingFile } from '../models/training-file';
import { readState, writeSavedState, type ModelState } from '../model/state';

/** Everything a run needs to go on with the same bits, in another process too. */
export type SavedRun = {
  /** Completed updates. */
  readonly step: number;
  /** By model name. */
  readonly models: { readonly [name: string]: ModelState };
  /** Where the mode of training stands: epoch, batch, place in the data. */
  readonly position: PlainData;
  /** The seed of the run. Absent if an earlier version saved it. */
  readonly seed?: number;
  /** What was edited by hand on the way there. Absent if nothing was. */
  readonly edits?: readonly EditRecord[];
  /** Absent if an earlier version saved it. */
  readonly origin?: RunOrigin;
  /** Counts and past values of the breakpoints' conditions, and the newest values of each series. Absent if an earlier version saved it. */
  readonly watchers?: PlainData;
  /** What was told of the run so far, as whoever looks on has packed it. Absent if nobody did. */
  readonly told?: TensorData;
  /** The folder it was read from. */
  readonly folder?: string;
};

type Models = ReadonlyMap<string, CompiledModel>;
/** What an epoch or a callback changes after a boundary and before the update of its batch. */
type Changing = { readonly learningRate: number; readonly sums: readonly number[] };

/**
 * When a run can be saved. `batches`: before the update of each batch, at some cost for every batch. `rests`: where it stands
 * between two batches, at none.
 */
export type KeepsBoundary = 'batches' | 'rests';

type Boundary = {
  readonly step: number;
  readonly position: PlainData;
  readonly changing: ReadonlyMap<string, Changing>;
};

/** Keeps what is needed to save the state before the batch in flight, until the batch's update is written. */
export class BoundaryKeeper {
  readonly #models: Models;
  readonly #keeps: KeepsBoundary;
  #boundary: (() => Boundary) | undefined;

  constructor(models: Models, keeps: KeepsBoundary) {
    this.#models = models;
    this.#keeps = keeps;
  }

  /** Passed before each batch. @param capture where the way of training stands */
  pass(step: number, capture: () => PlainData): void {
    const look = (): Boundary => ({ step, position: capture(), changing: this.#changing() });
    if (this.#keeps === 'rests') {
      this.#boundary = look;
      return;
    }
    const boundary = look();
    this.#boundary = () => boundary;
  }

  /** The run goes on with the next batch: what would have to be looked at for saving it changes from here on. */
  left(): void {
    if (this.#keeps === 'rests') this.#boundary = undefined;
  }

  /** The update of the batch is written: what stood before it is gone. */
  written(): void {
    this.#boundary = undefined;
  }

  /** Whether {@link saved} gives anything; it copies all weights, this asks for none. */
  get canSave(): boolean {
    return this.#boundary !== undefined;
  }

  /** @returns undefined before the first batch, and from an update to the next batch: in a validation, say */
  saved(): SavedRun | undefined {
    if (!this.#boundary) return undefined;
    const { step, position, changing } = this.#boundary();
    const models = [...this.#models].map(([name, compiled]): [string, ModelState] => {
      const state = readState(compiled);
      const { learningRate, sums } = changing.get(name)!;
      return [name, { ...state, optimizer: { ...state.optimizer, learningRate }, sums }];
    });
    return { step, position, models: Object.fromEntries(models) };
  }

  #changing(): Boundary['changing'] {
    const entries = [...this.#models].map(([name, { optimizer, running }]): [string, Changing] => [
      name,
      { learningRate: optimizer.learningRate, sums: running.sums },
    ]);
    return new Map(entries);
  }
}

/** Keeps a run in a folder, in place of an older one. @throws CodedError `write-failed` */
export function writeSavedRun(folder: string, run: SavedRun): Promise<void> {
  return writeTrainingFile(folder, run as unknown as PlainData);
}

/** What {@link writeSavedRun} wrote. @throws CodedError `nothing-kept`, `model-file` */
export async function readSavedRun(folder: string): Promise<SavedRun> {
  const saved = (await readTrainingFile(folder)) as unknown as Partial<SavedRun> | undefined;
  const { step, models, position, ...others } = saved ?? {};
  if (typeof step === 'number' && models && position !== undefined) {
    return { step, models, position, ...known(others), folder };
  }
  throw new CodedError('nothing-kept', { folder, what: 'run' });
}

/** What may be in a saved run or not. */
function known(given: Omit<Partial<SavedRun>, 'step' | 'models' | 'position'>): Partial<SavedRun> {
  const { seed, edits, origin, watchers, told } = given;
  return {
    ...(seed !== undefined && { seed }),
    ...(edits && { edits }),
    ...(origin && { origin }),
    ...(watchers !== undefined && { watchers }),
    ...(told && { told }),
  };
}

/**
 * The seed of a run: a saved one has its own, on which all its random numbers depend.
 * @throws CodedError `wrong-argument` if another is asked for
 */
export function seedOf(asked: number | undefined, saved: SavedRun | undefined, own: number | undefined): number {
  const kept = saved?.seed;
  if (kept !== undefined && asked !== undefined && asked !== kept) {
    throw new CodedError('wrong-argument', { name: 'seed', expected: String(kept), got: String(asked) });
  }
  return asked ?? kept ?? own ?? 0;
}

/** Restores the models of a run. @throws CodedError `other-model` if the saved run has other models */
export function restoreModels(models: Models, saved: SavedRun): void {
  for (const [name, compiled] of models) {
    const { folder: file = name, models: held } = saved;
    const state = held[name];
    if (!state) {
      const [expected, got] = [[...models.keys()], Object.keys(held)].map((names) => names.join(', ') || '-');
      throw new CodedError('other-model', { file, expected: expected!, got: got! });
    }
    writeSavedState(compiled, state, file);
  }
}

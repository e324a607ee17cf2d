import type { Logs } from '../../../contract/training-event';
import type { CompiledModel } from '../../model/compiled-model';
import type { BatchPlace } from '../../inside-step/pending-step';
import type { TrainedBatch } from '../../step/train-on-batch';
import type { BatchFiles } from './batch-files';

/** What a run does with a batch out of a file. */
export type ReplayParts = {
  readonly models: ReadonlyMap<string, CompiledModel>;
  readonly files: BatchFiles;
  /** Key of the random numbers of a model's next step. */
  readonly keyOf: (compiled: CompiledModel) => number;
  /** Of the batch of the data that comes next. */
  readonly next: () => { readonly epoch: number; readonly batch: number };
  /** @returns undefined if the update was let go */
  readonly train: (place: BatchPlace) => Promise<TrainedBatch | undefined>;
  /** Takes over the tensors of a batch that was trained on. */
  readonly trained: (place: BatchPlace, trained: TrainedBatch) => Promise<void>;
};

/** Trains on batches out of files, as edits say, each between two batches of the data. */
export class Replays {
  readonly #parts: ReplayParts;

  constructor(parts: ReplayParts) {
    this.#parts = parts;
  }

  /** Updates that are to be made before the next batch of the data. */
  get due(): number {
    let due = 0;
    for (const { settings } of this.#parts.models.values()) due += settings.batches.replay?.left ?? 0;
    return due;
  }

  /**
   * Makes an update that is due.
   * @returns false if none is
   */
  async trainNext(): Promise<boolean> {
    const compiled = [...this.#parts.models.values()].find(({ settings }) => settings.batches.replay !== undefined);
    if (!compiled) return false;
    const { running, settings } = compiled;
    const again = () => this.#parts.files.batch(settings.batches.replay!, compiled);
    const { epoch, batch: index } = this.#parts.next();
    const { file } = settings.batches.replay!;
    const place = { compiled, batch: again(), again, key: this.#parts.keyOf(compiled), epoch, index, file };
    // The means of an epoch are those of its own batches.
    const { sums } = running;
    const trained = await this.#parts.train(place);
    if (!trained) return true;
    running.sums = sums;
    settings.batches.replayed();
    await this.#parts.trained(place, { ...trained, means: meansOf(compiled, trained.own) });
    return true;
  }
}

/** Before the first batch of an epoch there are none. */
function meansOf({ running }: CompiledModel, own: Logs): Logs {
  return running.sums.some((sum) => sum !== 0) ? running.values : own;
}

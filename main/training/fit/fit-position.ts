import type { CallbackList } from '../callbacks/callback-list';
import type { CompiledModel } from '../model/compiled-model';
import { passOver, type CountedSource } from '../data/counted-source';
import type { CutSource } from '../data/cut-source';
import type { PlainData } from '../experiment';
import type { HistoryRecorder } from './history';
import { readTrainingFile } from '../models/training-file';
import { readState, writeSavedState } from '../model/state';
import type { BatchNumber, TrainingPlace, TrainingState } from './training-position';

/** The parts of a training by generator that have a state of their own. */
export type FitParts = {
  readonly compiled: CompiledModel;
  readonly train: CutSource;
  readonly validation: CountedSource | undefined;
  readonly callbacks: CallbackList;
  readonly history: HistoryRecorder;
};

/** Where a training by generator stands: captures the place, and goes back to one. */
export class FitPosition {
  readonly #parts: FitParts;
  /** The batch to be trained next. */
  place: BatchNumber;
  isRestored = false;
  /** The training has gone back: that its epoch begins is not told again. */
  isRewound = false;

  constructor(parts: FitParts, initialEpoch: number) {
    this.#parts = parts;
    this.place = { epoch: initialEpoch, batch: 0 };
  }

  /** All that the training goes on from. */
  state(): PlainData {
    const state: TrainingState = { model: readState(this.#parts.compiled), ...this.#capture() };
    return state as unknown as PlainData;
  }

  /** The same without the model, for whoever keeps the models of a run. */
  capture(): PlainData {
    return this.#capture() as unknown as PlainData;
  }

  /**
   * Goes to what {@link capture} gave before, in the same training; the model is put back by whoever kept it.
   * @throws RangeError if the data has no way back that far
   */
  async goTo(position: PlainData): Promise<void> {
    const { train, validation } = this.#parts;
    const place = position as unknown as TrainingPlace;
    train.seek(place.taken.train);
    validation?.seek?.(place.taken.validation);
    this.isRewound = true;
    await this.#enter(place);
  }

  /**
   * Goes to where the training in a folder stood, if there is one.
   * @throws CodedError `other-model` if it is one of another model
   */
  async restore(folder: string): Promise<void> {
    const saved = await readTrainingFile(folder);
    if (saved === undefined) return;
    const { compiled, train, validation } = this.#parts;
    const state = saved as unknown as TrainingState;
    const { model, taken } = state;
    writeSavedState(compiled, model, folder);
    if (!train.length) await train.passOver(taken.train);
    if (validation && !validation.length) await passOver(validation, taken.validation);
    // Keras's history has the epochs of this process only.
    await this.#enter({ ...state, history: this.#parts.history.columns });
  }

  #capture(): TrainingPlace {
    const { train, validation, callbacks, history } = this.#parts;
    return {
      ...this.place,
      taken: { train: train.taken(), validation: validation?.taken() ?? 0 },
      isStopped: callbacks.control.stopTraining,
      callbacks: callbacks.getStates(),
      history: history.columns,
    };
  }

  async #enter({ epoch, batch, cut, isStopped, callbacks: states, history }: TrainingPlace): Promise<void> {
    const { callbacks } = this.#parts;
    this.place = { epoch, batch, ...(cut && { cut }) };
    this.isRestored = true;
    callbacks.control.stopTraining = isStopped;
    this.#parts.history.columns = history;
    await callbacks.setStates(states);
  }
}

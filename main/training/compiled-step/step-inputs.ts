import type { PreparedBatch } from '../data/prepared-batch';
import type { CompiledModel } from '../model/compiled-model';
import type { NativeBackend } from './native-binding';
import type { RecordedStep } from './recorded-step';
import { refusedBy } from './refused-run';
import { runInputs } from './graph-inputs';

type Parts = { readonly backend: NativeBackend; readonly compiled: CompiledModel; readonly recorded: RecordedStep };

/** A step that is fed. */
type FedStep = {
  readonly batch: PreparedBatch;
  readonly number: number;
  readonly scalars?: readonly number[];
};

/** What a graph of a step is fed, as numbers of native tensors. */
export class StepInputs {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * The numbers of the next update as one tensor, if there are any.
   * @returns tensors that the caller ends
   */
  scalars(): readonly number[] {
    const { backend, compiled, recorded } = this.#parts;
    if (recorded.scalars.length === 0) return [];
    const numbers = compiled.optimizer.scalars();
    const values = new Float32Array(recorded.scalars.length);
    for (let at = 0; at < values.length; at += 1) values[at] = numbers[recorded.scalars[at]!]!;
    return [backend.binding.createTensor([values.length], backend.binding.TF_FLOAT, values)];
  }

  /**
   * Feeds a step; what is made for that is ended when `run` returns.
   * @param number key of its random numbers
   * @param scalars stay the caller's; left out: those of the next update
   * @throws RefusedRun
   */
  feed<Result>({ batch, number, scalars }: FedStep, run: (inputs: readonly number[]) => Result): Result {
    const { backend, recorded } = this.#parts;
    const own = [...(scalars ? [] : this.scalars()), ...this.#seeds(number)];
    try {
      const tensors = runInputs(recorded.recording, batch).map(([, tensor]) => tensor);
      const inputs = [...backend.getInputTensorIds(tensors), ...(scalars ?? []), ...own];
      return refusedBy(() => run(inputs));
    } finally {
      for (const id of own) backend.binding.deleteTensor(id);
    }
  }

  /** Seeds of all random draws of a step as one tensor, if there are any. */
  #seeds(number: number): readonly number[] {
    const { backend, compiled, recorded } = this.#parts;
    const { length } = recorded.draws;
    if (length === 0) return [];
    const seeds = compiled.random.seedsAt(number, recorded.draws);
    return [backend.binding.createTensor([length, 2], backend.binding.TF_INT32, seeds)];
  }
}

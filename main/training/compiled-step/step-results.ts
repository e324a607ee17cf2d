import { keep, type Tensor } from '@tensorflow/tfjs-core';
import type { PreparedBatch } from '../data/prepared-batch';
import type { CompiledModel } from '../model/compiled-model';
import type { ProposedUpdate } from '../optimizers/optimizer-state';
import { readSums } from '../step/batch-loss';
import { kindsUpTo, type SquareKind, type Squares } from '../step/squares';
import type { ComputedStep, TrainedStep } from '../step/step';
import type { NativeBackend, NativeTensor } from './native-binding';
import type { RecordedStep } from './recorded-step';
import type { StepState } from './step-states';
import type { TrainGraph } from './train-graph';

type Parts = {
  readonly backend: NativeBackend;
  readonly compiled: CompiledModel;
  readonly recorded: RecordedStep;
  readonly states: readonly StepState[];
  readonly graph: Pick<TrainGraph, 'sums' | 'squares' | 'changed' | 'sources'>;
};

/** What a run says of a step in numbers. */
export type Measured = Pick<TrainedStep, 'sums' | 'squares'>;

/** Makes what runs of a step's graph give a step. */
export class StepResults {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Reads the first result. @param last kind of squares that stands behind the sums */
  measured([first]: readonly NativeTensor[], { rows }: PreparedBatch, last?: SquareKind): Measured {
    const { backend, compiled, graph } = this.#parts;
    const values = backend.binding.tensorDataSync(first!.id);
    if (last === undefined) return { sums: readSums(compiled, values, rows) };
    const all = Array.from(values);
    let at = graph.sums;
    const ofKind = (kind: SquareKind): Squares => new Map(graph.squares[kind].map((name) => [name, 2 * all[at++]!]));
    const squares = Object.fromEntries(kindsUpTo(last).map((kind) => [kind, ofKind(kind)]));
    return { sums: readSums(compiled, all.slice(0, graph.sums), rows), squares };
  }

  /** Takes over sums, predictions and loss values. @param isFinite whether the step was guarded */
  trained(
    [first, ...rest]: readonly NativeTensor[],
    batch: PreparedBatch,
    { sums, squares }: Measured,
    isFinite: boolean,
  ): TrainedStep {
    this.end([first!]);
    const { length } = this.#parts.compiled.outputs;
    const predictions = rest.slice(0, length).map((each) => this.#tensor(each));
    const lossValues = rest.slice(length, 2 * length).map((each) => this.#tensor(each));
    return { batch, sums, squares, isFinite, results: { predictions, lossValues } };
  }

  /**
   * Takes over all that a run gives which writes nothing.
   * @returns the step, and the sources of its update, which the caller ends
   */
  computed(
    results: readonly NativeTensor[],
    batch: PreparedBatch,
  ): readonly [ComputedStep, sources: readonly number[]] {
    const { compiled, graph, recorded, states } = this.#parts;
    const trained = this.trained(results, batch, this.measured(results, batch, 'changes'), false);
    let at = 1 + compiled.outputs.length * 2;
    const gradients = recorded.differentiated.map((name) => [name, this.#tensor(results[at++]!)] as const);
    const sources = results.slice(at, at + graph.sources).map(({ id }) => id);
    at += graph.sources;
    const proposed = graph.changed.map((index) => [states[index]!, this.#tensor(results[at++]!)] as const);
    return [{ gradients: new Map(gradients), ...trained, ...proposals(proposed, recorded.written) }, sources];
  }

  /** Lets results go. */
  end(results: readonly NativeTensor[]): void {
    for (const { id } of results) this.#parts.backend.binding.deleteTensor(id);
  }

  #tensor(native: NativeTensor): Tensor {
    return keep(this.#parts.backend.createOutputTensor(native));
  }
}

/** New values by name, those of the optimizer apart from those that the forward pass writes. */
function proposals(
  values: readonly (readonly [StepState, Tensor])[],
  written: readonly string[],
): { readonly update: ProposedUpdate; readonly writes: ReadonlyMap<string, Tensor> } {
  const writes = new Map<string, Tensor>();
  const update = new Map<string, { readonly value: Tensor; readonly slots: Map<string, Tensor> }>();
  for (const [{ name, slot }, tensor] of values) {
    if (slot !== undefined) update.get(name)!.slots.set(slot, tensor);
    else if (written.includes(name)) writes.set(name, tensor);
    else update.set(name, { value: tensor, slots: new Map() });
  }
  return { update, writes };
}

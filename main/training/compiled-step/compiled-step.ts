import { keep, type Tensor } from '@tensorflow/tfjs-core';
import { lossCount } from '../step/batch-loss';
import type { CompiledModel } from '../model/compiled-model';
import { classCount } from '../losses/loss';
import type { PreparedBatch } from '../data/prepared-batch';
import type { ProposedUpdate } from '../optimizers/optimizer-state';
import {
  disposeProposal,
  disposeResults,
  type BatchResults,
  type ComputedStep,
  type Guarding,
  type MayWrite,
  type TrainedStep,
} from '../step/step';
import type { SquareKind } from '../step/squares';
import type { Signature } from './graph-session';
import { GuardPolicy } from './guard-policy';
import type { NativeBackend, NativeTensor } from './native-binding';
import { readMeasured, type MeasuredSums } from './read-measured';
import type { RecordedStep } from './recorded-step';
import { refusedBy } from './refused-run';
import { StateSession } from './state-session';
import type { SessionHome } from './session-home';
import { isFirstRunRight } from './step-check';
import type { StepState } from './step-states';
import { runInputs, trainGraph, type TrainGraph } from './train-graph';
import { stepsBetweenZeros } from './tiny-numbers';
import { updateKernels } from './update-kernels';

/** What a computed step needs to be committed: tensors on the native side. */
type Pending = { readonly scalars: readonly number[]; readonly sources: readonly number[] };

/** What a step is asked to do with a batch. */
export type Move = 'train' | 'trainGuarded' | 'compute';

type Parts = {
  readonly backend: NativeBackend;
  readonly compiled: CompiledModel;
  readonly recorded: RecordedStep;
  readonly states: readonly StepState[];
};

/** A recorded step as a graph that runs, for batches of one shape. */
export class CompiledStep {
  readonly #parts: Parts;
  readonly #graph: TrainGraph;
  readonly #session: StateSession;
  #home: SessionHome | undefined;
  readonly #pending = new WeakMap<ComputedStep, Pending>();
  readonly #guard: GuardPolicy;

  /** @throws Error with TensorFlow's words if it does not take the graph */
  constructor(parts: Parts, batch: PreparedBatch) {
    const { backend, compiled, recorded, states } = parts;
    this.#parts = parts;
    this.#guard = new GuardPolicy(compiled.optimizer);
    this.#graph = trainGraph(backend.binding, {
      step: recorded,
      states,
      batch,
      classes: new Set(compiled.outputs.flatMap((each, index) => (classCount(each) === undefined ? [] : [index]))),
      fused: updateKernels(compiled),
    });
    this.#session = new StateSession(backend, this.#graph, states);
  }

  /**
   * Runs the step that was recorded and compares with what was recorded; what it wrote is undone.
   * @param move what comes next: only its form is run, because the first run of each form takes TensorFlow long
   */
  isRight(batch: PreparedBatch, number: number, move: Move): boolean {
    const { guarded, train } = this.#graph;
    const isGuarded = move === 'trainGuarded' && !this.#guard.mayOverflow;
    return (isGuarded && this.#isFormRight(guarded, batch, number)) || this.#isFormRight(train, batch, number);
  }

  #isFormRight(form: Signature, batch: PreparedBatch, number: number): boolean {
    const { backend, states, recorded, compiled } = this.#parts;
    const changed = this.#graph.changed.map((index) => states[index]!);
    const before = changed.map(({ shared }) => shared.variable.dataSync());
    const results = this.#guard.unlessHeldBack(() =>
      this.#run((inputs) => this.#session.write(form, inputs), batch, number),
    );
    if (!results) return false;
    try {
      const sums = backend.binding.tensorDataSync(results[0]!.id);
      const after = this.#session.values();
      const compared = this.#graph.changed.map((state, index) => ({
        state: states[state]!,
        before: before[index]!,
        after: after[state]!,
      }));
      const losses = lossCount(compiled);
      return isFirstRunRight({ step: recorded, rows: batch.rows, losses, sums, states: compared });
    } finally {
      this.#end(results);
      this.#session.undo();
    }
  }

  /** Computes a step and writes it, in one run. */
  train(batch: PreparedBatch, number: number): TrainedStep {
    const results = this.#run((inputs) => this.#session.write(this.#graph.train, inputs), batch, number);
    return this.#counted(results, batch);
  }

  /** Computes a step and writes it, unless it may hold NaN or infinities, or `mayWrite` says no to its sums. */
  trainGuarded(batch: PreparedBatch, number: number, guarding?: Guarding): TrainedStep | undefined {
    const mayWrite = guarding?.mayWrite;
    if (!mayWrite) return this.beginGuarded(batch, number, guarding?.squares)();
    return this.#guard.isOff() ? undefined : this.#trainHeld(batch, number, mayWrite, guarding.squares);
  }

  /** Begins a guarded step that nobody else is asked about. @returns waits for its end; to be called once */
  beginGuarded(batch: PreparedBatch, number: number, squares?: SquareKind): () => TrainedStep | undefined {
    if (this.#guard.isOff()) return () => undefined;
    const form = squares ? this.#graph.measured[squares] : this.#graph.guarded;
    const finish = this.#guard.unlessHeldBack(() =>
      this.#run((inputs) => this.#session.begin(form, inputs), batch, number),
    );
    return () => {
      const results = finish && this.#guard.unlessHeldBack(() => refusedBy(finish));
      if (!results) return undefined;
      return { ...this.#counted(results, batch, this.#measured(results, batch, squares)), isFinite: true };
    };
  }

  /** In two runs; between them, what is to be written waits in variables of the graph. */
  #trainHeld(
    batch: PreparedBatch,
    number: number,
    mayWrite: MayWrite,
    squares: SquareKind | undefined,
  ): TrainedStep | undefined {
    const { binding } = this.#parts.backend;
    const scalars = this.#scalars();
    const form = squares ? this.#graph.holdMeasured[squares] : this.#graph.hold;
    try {
      const results = this.#guard.unlessHeldBack(() =>
        this.#run((inputs) => this.#session.read(form, inputs), batch, number, scalars),
      );
      if (!results) return undefined;
      const measured = this.#measured(results, batch, squares);
      let isWanted = false;
      try {
        isWanted = mayWrite(measured.sums, measured.squares);
      } finally {
        if (!isWanted) this.#end(results);
      }
      if (!isWanted) return undefined;
      this.#end(this.#session.write(this.#graph.release, scalars));
      return { ...this.#counted(results, batch, measured), isFinite: true };
    } finally {
      for (const id of scalars) binding.deleteTensor(id);
    }
  }

  /** Computes a step and writes nothing. */
  compute(batch: PreparedBatch, number: number): ComputedStep {
    const { recorded, states } = this.#parts;
    const { changed, sources } = this.#graph;
    const scalars = this.#scalars();
    const results = this.#run((inputs) => this.#session.read(this.#graph.compute, inputs), batch, number, scalars);
    const trained = this.#trained(results, batch, this.#measured(results, batch, 'changes'));
    let at = this.#resultCount;
    const gradients = recorded.differentiated.map((name) => [name, this.#tensor(results[at++]!)] as const);
    const held = results.slice(at, at + sources).map(({ id }) => id);
    at += sources;
    const proposed = changed.map((index) => [states[index]!, this.#tensor(results[at++]!)] as const);
    const computed = { gradients: new Map(gradients), ...trained, ...proposals(proposed, recorded.written) };
    this.#pending.set(computed, { scalars, sources: held });
    return computed;
  }

  /** Whether it was this graph that computed a step. */
  has(computed: ComputedStep): boolean {
    return this.#pending.has(computed);
  }

  commit(computed: ComputedStep): void {
    const { scalars, sources } = this.#pending.get(computed)!;
    this.#end(this.#session.write(this.#graph.commit, [...scalars, ...sources]));
    this.#count(computed);
    this.#forget(computed);
  }

  discard(computed: ComputedStep): void {
    this.#forget(computed);
    disposeResults(computed.results);
  }

  /** Has it run elsewhere from now on. @throws Error if it can't be there; it stays where it is then */
  moveTo(home: SessionHome): void {
    if (home === this.#home) return;
    this.#session.move(home);
    this.#home = home;
  }

  /** Hands its variables over and frees its memory. */
  close(): void {
    this.#session.close();
  }

  get #resultCount(): number {
    return 1 + this.#parts.compiled.outputs.length * 2;
  }

  #run<Result>(
    run: (inputs: readonly number[]) => Result,
    batch: PreparedBatch,
    number: number,
    scalars?: readonly number[],
  ): Result {
    const { backend, recorded } = this.#parts;
    const own = [...(scalars ? [] : this.#scalars()), ...this.#seeds(number)];
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

  /** The numbers of the next update as one tensor, if there are any. */
  #scalars(): readonly number[] {
    const { backend, compiled, recorded } = this.#parts;
    if (recorded.scalars.length === 0) return [];
    const numbers = compiled.optimizer.scalars();
    const values = new Float32Array(recorded.scalars.length);
    for (let at = 0; at < values.length; at += 1) values[at] = numbers[recorded.scalars[at]!]!;
    return [backend.binding.createTensor([values.length], backend.binding.TF_FLOAT, values)];
  }

  #tensor(native: NativeTensor): Tensor {
    return keep(this.#parts.backend.createOutputTensor(native));
  }

  #end(results: readonly NativeTensor[]): void {
    for (const { id } of results) this.#parts.backend.binding.deleteTensor(id);
  }

  /** Reads the first result of a run. @param squares the last kind that it was measured by */
  #measured([first]: readonly NativeTensor[], { rows }: PreparedBatch, squares?: SquareKind): MeasuredSums {
    const { backend, compiled } = this.#parts;
    return readMeasured(compiled, this.#graph, { values: backend.binding.tensorDataSync(first!.id), rows, squares });
  }

  /** What a run has given. */
  #trained([first, ...rest]: readonly NativeTensor[], batch: PreparedBatch, measured: MeasuredSums): TrainedStep {
    this.#end([first!]);
    const { length } = this.#parts.compiled.outputs;
    const results: BatchResults = {
      predictions: rest.slice(0, length).map((each) => this.#tensor(each)),
      lossValues: rest.slice(length, 2 * length).map((each) => this.#tensor(each)),
    };
    return { batch, ...measured, results };
  }

  /** The results of a step that has been written, after counting it. */
  #counted(
    results: readonly NativeTensor[],
    batch: PreparedBatch,
    measured = this.#measured(results, batch),
  ): TrainedStep {
    const trained = this.#trained(results, batch, measured);
    this.#count(trained);
    return trained;
  }

  #count({ sums }: TrainedStep): void {
    const { optimizer, running } = this.#parts.compiled;
    optimizer.iterations += 1;
    running.add(sums);
    const { zeros } = this.#graph;
    if (zeros && optimizer.iterations % stepsBetweenZeros === 0) this.#end(this.#session.write(zeros, []));
  }

  #forget(computed: ComputedStep): void {
    const { scalars, sources } = this.#pending.get(computed)!;
    this.#pending.delete(computed);
    for (const id of [...scalars, ...sources]) this.#parts.backend.binding.deleteTensor(id);
    disposeProposal(computed);
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

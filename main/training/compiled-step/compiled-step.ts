import { lossCount } from '../step/batch-loss';
import type { CompiledModel } from '../model/compiled-model';
import { classCount } from '../losses/loss';
import type { PreparedBatch } from '../data/prepared-batch';
import {
  disposeProposal,
  disposeResults,
  type ComputedStep,
  type Guarding,
  type MayWrite,
  type TrainedStep,
} from '../step/step';
import type { SquareKind } from '../step/squares';
import type { Signature } from './graph-session';
import { GuardPolicy } from './guard-policy';
import type { NativeBackend, NativeTensor } from './native-binding';
import type { RecordedStep } from './recorded-step';
import { refusedBy } from './refused-run';
import { StateSession } from './state-session';
import type { SessionHome } from './session-home';
import { isFirstRunRight } from './step-check';
import { StepInputs } from './step-inputs';
import { StepResults, type Measured } from './step-results';
import type { StepState } from './step-states';
import { trainGraph, type TrainGraph } from './train-graph';
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
  readonly #inputs: StepInputs;
  readonly #results: StepResults;
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
    this.#inputs = new StepInputs(parts);
    this.#results = new StepResults({ ...parts, graph: this.#graph });
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
      this.#inputs.feed({ batch, number }, (inputs) => this.#session.write(form, inputs)),
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
      this.#results.end(results);
      this.#session.undo();
    }
  }

  /** Computes a step and writes it, in one run. */
  train(batch: PreparedBatch, number: number): TrainedStep {
    const results = this.#inputs.feed({ batch, number }, (inputs) => this.#session.write(this.#graph.train, inputs));
    return this.#counted(results, batch, this.#results.measured(results, batch), false);
  }

  /** Computes a step and writes it, unless it may hold NaN or infinities, or `mayWrite` says no to its sums. */
  trainGuarded(batch: PreparedBatch, number: number, guarding?: Guarding): TrainedStep | undefined {
    if (this.#guard.isOff()) return undefined;
    const { mayWrite, squares } = guarding ?? {};
    if (mayWrite) return this.#trainHeld(batch, number, mayWrite, squares);
    const results = this.#guard.unlessHeldBack(() =>
      this.#inputs.feed({ batch, number }, (inputs) => this.#session.write(this.#guardedForm(squares), inputs)),
    );
    return results && this.#counted(results, batch, this.#results.measured(results, batch, squares), true);
  }

  #guardedForm(squares: SquareKind | undefined): Signature {
    return squares ? this.#graph.measured[squares] : this.#graph.guarded;
  }

  /** Begins a guarded step that nobody else is asked about. @returns waits for its end; to be called once */
  beginGuarded(batch: PreparedBatch, number: number, squares?: SquareKind): () => TrainedStep | undefined {
    if (this.#guard.isOff()) return () => undefined;
    const form = this.#guardedForm(squares);
    const finish = this.#guard.unlessHeldBack(() =>
      this.#inputs.feed({ batch, number }, (inputs) => this.#session.begin(form, inputs)),
    );
    return () => {
      const results = finish && this.#guard.unlessHeldBack(() => refusedBy(finish));
      if (!results) return undefined;
      return this.#counted(results, batch, this.#results.measured(results, batch, squares), true);
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
    const scalars = this.#inputs.scalars();
    const form = squares ? this.#graph.holdMeasured[squares] : this.#graph.hold;
    try {
      const results = this.#guard.unlessHeldBack(() =>
        this.#inputs.feed({ batch, number, scalars }, (inputs) => this.#session.read(form, inputs)),
      );
      if (!results) return undefined;
      const measured = this.#results.measured(results, batch, squares);
      let isWanted = false;
      try {
        isWanted = mayWrite(measured.sums, measured.squares);
      } finally {
        if (!isWanted) this.#results.end(results);
      }
      if (!isWanted) return undefined;
      this.#results.end(this.#session.write(this.#graph.release, scalars));
      return this.#counted(results, batch, measured, true);
    } finally {
      for (const id of scalars) binding.deleteTensor(id);
    }
  }

  /** Computes a step and writes nothing. */
  compute(batch: PreparedBatch, number: number): ComputedStep {
    const scalars = this.#inputs.scalars();
    const results = this.#inputs.feed({ batch, number, scalars }, (inputs) =>
      this.#session.read(this.#graph.compute, inputs),
    );
    const [computed, sources] = this.#results.computed(results, batch);
    this.#pending.set(computed, { scalars, sources });
    return computed;
  }

  /** Whether it was this graph that computed a step. */
  has(computed: ComputedStep): boolean {
    return this.#pending.has(computed);
  }

  commit(computed: ComputedStep): void {
    const { scalars, sources } = this.#pending.get(computed)!;
    this.#results.end(this.#session.write(this.#graph.commit, [...scalars, ...sources]));
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

  /** The results of a step that has been written, after counting it. */
  #counted(results: readonly NativeTensor[], batch: PreparedBatch, measured: Measured, isFinite: boolean): TrainedStep {
    const trained = this.#results.trained(results, batch, measured, isFinite);
    this.#count(trained);
    return trained;
  }

  #count({ sums }: TrainedStep): void {
    const { optimizer, running } = this.#parts.compiled;
    optimizer.iterations += 1;
    running.add(sums);
    const { zeros } = this.#graph;
    if (zeros && optimizer.iterations % stepsBetweenZeros === 0) this.#results.end(this.#session.write(zeros, []));
  }

  #forget(computed: ComputedStep): void {
    const { scalars, sources } = this.#pending.get(computed)!;
    this.#pending.delete(computed);
    for (const id of [...scalars, ...sources]) this.#parts.backend.binding.deleteTensor(id);
    disposeProposal(computed);
  }
}

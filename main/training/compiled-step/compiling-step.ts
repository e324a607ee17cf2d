import { CodedError, messageOf } from '../../contract/errors';
import type { EagerReason, StepMode } from '../../contract/step-mode';
import type { CompiledModel } from '../model/compiled-model';
import type { PreparedBatch } from '../data/prepared-batch';
import { eagerStep } from '../step/eager-step';
import type { SquareKind } from '../step/squares';
import type { ComputedStep, Guarding, OnMark, Step, TrainedStep } from '../step/step';
import { CompiledStep, type Move } from './compiled-step';
import { GraphCache } from './graph-cache';
import { nativeBackend } from './native-binding';
import { preparing } from './preparing';
import { ownHome, threadHome, type SessionHome } from './session-home';
import { sessionThread } from './session-thread';
import { recordStepTwice } from './recorded-twice';
import { NotRecordable } from './recording';
import { separate, stepStates } from './step-states';
import { RefusedRun } from './refused-run';
import { batchKey } from './graph-inputs';

const compiledMode: StepMode = { kind: 'compiled' };

/** A step that compiles itself where it can. */
export type CompilingStep = Step & {
  /** How it computes; undefined until the first batch. */
  readonly mode: StepMode | undefined;
  /**
   * Runs its graphs in another thread from now on, where that can be, so that {@link beginGuarded} leaves this one free; or
   * in this one again. Same values.
   */
  setApart(isApart: boolean): void;
  /** Begins `trainGuarded` elsewhere. @returns waits for its end; undefined where the step runs in this thread */
  beginGuarded(
    batch: PreparedBatch,
    step: number,
    squares: SquareKind | undefined,
  ): (() => TrainedStep | undefined) | undefined;
  /** Frees its graphs; weights and the optimizer's state are where TensorFlow.js has them. */
  close(): void;
};

class Compiler implements CompilingStep {
  mode: StepMode | undefined;
  readonly #compiled: CompiledModel;
  readonly #eager: Step;
  readonly #graphs = new GraphCache<CompiledStep>();
  /** Where graphs run, if that was chosen. */
  #home: SessionHome | undefined;
  #isApart = false;

  constructor(compiled: CompiledModel) {
    this.#compiled = compiled;
    this.#eager = eagerStep(compiled);
    if (compiled.eager) this.#stayEager({ code: 'chosen' });
    else if (!nativeBackend()) this.#stayEager({ code: 'other-backend' });
  }

  train(batch: PreparedBatch, step: number): ReturnType<Step['train']> {
    return this.#either(batch, step, 'train');
  }

  trainGuarded(batch: PreparedBatch, step: number, guarding?: Guarding): ReturnType<Step['trainGuarded']> {
    return this.#either(batch, step, 'trainGuarded', guarding);
  }

  compute(batch: PreparedBatch, step: number, onMark?: OnMark): ComputedStep {
    const graph = this.#graphOf(batch, step, 'compute');
    const begun = (run: () => ComputedStep): ComputedStep => {
      onMark?.('begin');
      return run();
    };
    return this.#orElse(graph && (() => begun(() => graph.compute(batch, step))), () =>
      begun(() => this.#eager.compute(batch, step, onMark)),
    );
  }

  commit(computed: ComputedStep): void {
    (this.#ownerOf(computed) ?? this.#eager).commit(computed);
  }

  discard(computed: ComputedStep): void {
    (this.#ownerOf(computed) ?? this.#eager).discard(computed);
  }

  setApart(isApart: boolean): void {
    const backend = nativeBackend();
    if (this.mode?.kind === 'eager' || !backend || isApart === this.#isApart) return;
    const thread = isApart ? sessionThread(backend) : undefined;
    this.#isApart = thread !== undefined;
    this.#home = thread ? threadHome(backend, thread) : ownHome(backend);
  }

  beginGuarded(
    batch: PreparedBatch,
    step: number,
    squares: SquareKind | undefined,
  ): (() => TrainedStep | undefined) | undefined {
    if (!this.#isApart) return undefined;
    const finish = this.#graphOf(batch, step, 'trainGuarded')?.beginGuarded(batch, step, squares);
    return finish && (() => this.#orElse(finish, () => this.#eager.trainGuarded(batch, step, { squares })));
  }

  close(): void {
    this.#graphs.close();
  }

  #either<One extends Exclude<Move, 'compute'>>(
    batch: PreparedBatch,
    step: number,
    move: One,
    guarding?: Guarding,
  ): ReturnType<Step[One]> {
    const graph = this.#graphOf(batch, step, move);
    return this.#orElse(
      graph && (() => graph[move](batch, step, guarding) as ReturnType<Step[One]>),
      () => this.#eager[move](batch, step, guarding) as ReturnType<Step[One]>,
    );
  }

  #orElse<Result>(run: (() => Result) | undefined, runEager: () => Result): Result {
    let failure: unknown;
    try {
      if (run) return run();
    } catch (error) {
      if (!(error instanceof RefusedRun)) throw error;
      failure = error;
    }
    const result = runEager();
    // What operations can do and the graph can't is the graph's fault, not the batch's.
    if (failure !== undefined) this.#stayEager({ code: 'refused', message: messageOf(failure) });
    return result;
  }

  #ownerOf(computed: ComputedStep): CompiledStep | undefined {
    return this.#graphs.find((graph) => graph.has(computed));
  }

  #stayEager(reason: EagerReason): void {
    this.mode = { kind: 'eager', reason };
    this.close();
  }

  #graphOf(batch: PreparedBatch, step: number, move: Move): CompiledStep | undefined {
    if (this.mode?.kind === 'eager') return undefined;
    const { optimizer, settings } = this.#compiled;
    const key = `${batchKey(batch)} ${optimizer.structure} ${settings.structure}`;
    const graph = this.#graphs.get(key, () => preparing(this.#compiled, () => this.#prepared(batch, step, move)));
    if (graph) this.#settle(graph);
    return graph;
  }

  /** Has a graph run where all of them are to. */
  #settle(graph: CompiledStep): void {
    if (!this.#home) return;
    try {
      graph.moveTo(this.#home);
    } catch {
      // It can be here: that is slower, not wrong.
      this.#home = undefined;
      this.#isApart = false;
    }
  }

  /** A graph for batches of this shape that has shown that it is right. */
  #prepared(batch: PreparedBatch, step: number, move: Move): CompiledStep | undefined {
    const backend = nativeBackend()!;
    const compiled = this.#compiled;
    let graph: CompiledStep | undefined;
    try {
      const states = stepStates(compiled);
      separate(backend, states);
      const recorded = recordStepTwice({ backend, compiled, states }, batch, step);
      graph = new CompiledStep({ backend, compiled, recorded, states }, batch);
      if (!graph.isRight(batch, step, move)) throw new NotRecordable({ code: 'differs' });
      this.mode = compiledMode;
      return graph;
    } catch (error) {
      graph?.close();
      // Something wrong with the batch: the eager step says so too, and the next one may be right.
      if (error instanceof CodedError) return undefined;
      const isKnown = error instanceof NotRecordable;
      this.#stayEager(isKnown ? error.reason : { code: 'refused', message: messageOf(error) });
      return undefined;
    }
  }
}

/** The step of a model: a graph for each shape of batch, or operation by operation where that can't be. */
export function compilingStep(compiled: CompiledModel): CompilingStep {
  return new Compiler(compiled);
}

import { CodedError, messageOf } from '../../contract/errors';
import type { EagerReason, StepMode } from '../../contract/step-mode';
import type { CompiledModel } from '../compiled-model';
import type { PreparedBatch } from '../data/prepared-batch';
import { eagerStep } from '../eager-step';
import type { ComputedStep, MayWrite, Step } from '../step';
import { CompiledStep, type Move } from './compiled-step';
import { GraphCache } from './graph-cache';
import { nativeBackend } from './native-binding';
import { preparing } from './preparing';
import { recordStepTwice } from './recorded-twice';
import { NotRecordable } from './recording';
import { separate, stepStates, type StepState } from './step-states';
import { batchKey } from './train-graph';

const compiledMode: StepMode = { kind: 'compiled' };

/** A step that compiles itself where it can. */
export type CompilingStep = Step & {
  /** How it computes; undefined until the first batch. */
  readonly mode: StepMode | undefined;
  /** Frees its graphs; weights and the optimizer's state are where TensorFlow.js has them. */
  close(): void;
};

class Compiler implements CompilingStep {
  mode: StepMode | undefined;
  readonly #compiled: CompiledModel;
  readonly #eager: Step;
  readonly #graphs = new GraphCache<CompiledStep>();
  #states: readonly StepState[] | undefined;

  constructor(compiled: CompiledModel) {
    this.#compiled = compiled;
    this.#eager = eagerStep(compiled);
    if (compiled.eager) this.#stayEager({ code: 'chosen' });
    else if (!nativeBackend()) this.#stayEager({ code: 'other-backend' });
  }

  train(batch: PreparedBatch, step: number): ReturnType<Step['train']> {
    return this.#either(batch, step, 'train');
  }

  trainGuarded(batch: PreparedBatch, step: number, mayWrite?: MayWrite): ReturnType<Step['trainGuarded']> {
    return this.#either(batch, step, 'trainGuarded', mayWrite);
  }

  compute(batch: PreparedBatch, step: number): ComputedStep {
    return this.#either(batch, step, 'compute');
  }

  commit(computed: ComputedStep): void {
    (this.#ownerOf(computed) ?? this.#eager).commit(computed);
  }

  discard(computed: ComputedStep): void {
    (this.#ownerOf(computed) ?? this.#eager).discard(computed);
  }

  close(): void {
    this.#graphs.close();
  }

  #either<One extends Move>(batch: PreparedBatch, step: number, move: One, mayWrite?: MayWrite): ReturnType<Step[One]> {
    const graph = this.#graphOf(batch, step, move);
    let failure: unknown;
    try {
      if (graph) return graph[move](batch, step, mayWrite) as ReturnType<Step[One]>;
    } catch (error) {
      failure = error;
    }
    const result = this.#eager[move](batch, step, mayWrite) as ReturnType<Step[One]>;
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
    return this.#graphs.get(key, () => preparing(this.#compiled, () => this.#prepared(batch, step, move)));
  }

  /** A graph for batches of this shape that has shown that it is right. */
  #prepared(batch: PreparedBatch, step: number, move: Move): CompiledStep | undefined {
    const backend = nativeBackend()!;
    const compiled = this.#compiled;
    let graph: CompiledStep | undefined;
    try {
      this.#states ??= stepStates(compiled);
      const states = this.#states;
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

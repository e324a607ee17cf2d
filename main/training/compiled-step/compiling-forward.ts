import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { CodedError, messageOf } from '../../contract/errors';
import type { EagerReason, StepMode } from '../../contract/step-mode';
import { readSums } from '../step/batch-loss';
import type { CompiledModel } from '../model/compiled-model';
import type { PreparedBatch } from '../data/prepared-batch';
import { ForwardGraph } from './forward-graph';
import { GraphCache } from './graph-cache';
import { nativeBackend, type NativeBackend, type NativeTensor } from './native-binding';
import { preparing } from './preparing';
import { outputName } from './recorded-step';
import type { ForwardKind } from './recorded-forward';
import { recordForwardTwice } from './recorded-twice';
import { NotRecordable } from './recording';
import { areNear } from './step-check';
import { stepStates, separate, type StepState } from './step-states';
import { batchKey } from './graph-inputs';

const compiledMode: StepMode = { kind: 'compiled' };

/** Forward passes of a model with training off, as graphs, or operation by operation where that can't be. */
export class CompilingForward {
  /** How they compute; undefined until the first batch. */
  mode: StepMode | undefined;
  readonly #compiled: CompiledModel;
  readonly #graphs = new GraphCache<ForwardGraph>();
  readonly #owners: ReadonlyMap<string, Variable>;
  #states: readonly StepState[] | undefined;

  constructor(compiled: CompiledModel) {
    this.#compiled = compiled;
    if (compiled.eager) this.#stayEager({ code: 'chosen' });
    else if (!nativeBackend()) this.#stayEager({ code: 'other-backend' });
    const { variables, states } = compiled;
    this.#owners = new Map([...variables, ...states].map(({ name, value }) => [outputName.written(name), value]));
  }

  /**
   * What a batch adds to the running sums.
   * @param byOperations computes it without a graph
   */
  test(batch: PreparedBatch, byOperations: () => readonly number[]): readonly number[] {
    return this.#pass(batch, 'test', byOperations, ({ binding }, results) => {
      const [sums] = results;
      try {
        return readSums(this.#compiled, binding.tensorDataSync(sums!.id), batch.rows);
      } finally {
        for (const { id } of results) binding.deleteTensor(id);
      }
    });
  }

  /**
   * Outputs; the caller owns them.
   * @param byOperations computes them without a graph
   */
  predict(xs: readonly Tensor[], byOperations: () => readonly Tensor[]): readonly Tensor[] {
    const batch = { xs, ys: [], weights: [], rows: xs[0]?.shape[0] ?? 0 };
    return this.#pass(batch, 'predict', byOperations, (backend, results) =>
      results.map((each) => backend.createOutputTensor(each)),
    );
  }

  close(): void {
    this.#graphs.close();
  }

  #stayEager(reason: EagerReason): void {
    this.mode = { kind: 'eager', reason };
    this.close();
  }

  /**
   * Runs a graph, or the operations where there is none or TensorFlow refuses it, and writes what the pass writes.
   * @param read ends the other results
   */
  #pass<Result>(
    batch: PreparedBatch,
    kind: ForwardKind,
    byOperations: () => Result,
    read: (backend: NativeBackend, results: readonly NativeTensor[]) => Result,
  ): Result {
    const backend = nativeBackend();
    const graph = backend && this.#graph(backend, batch, kind);
    if (!graph) return byOperations();
    let results: readonly NativeTensor[];
    try {
      results = graph.run(batch);
    } catch (error) {
      const result = byOperations();
      // What operations can do and the graph can't is the graph's fault, not the batch's.
      this.#stayEager({ code: 'refused', message: messageOf(error) });
      return result;
    }
    results.forEach((each, index) => this.#write(backend, graph.outputs[index]!, each));
    return read(
      backend,
      results.filter((_, index) => !this.#owners.has(graph.outputs[index]!)),
    );
  }

  #graph(backend: NativeBackend, batch: PreparedBatch, kind: ForwardKind): ForwardGraph | undefined {
    if (this.mode?.kind === 'eager') return undefined;
    const key = `${kind} ${batchKey(batch)} ${this.#compiled.settings.structure}`;
    return this.#graphs.get(key, () => preparing(this.#compiled, () => this.#prepared(backend, batch, kind)));
  }

  #write(backend: NativeBackend, output: string, value: NativeTensor): void {
    const owner = this.#owners.get(output);
    if (!owner) return;
    const written = backend.createOutputTensor(value);
    owner.assign(written);
    written.dispose();
  }

  /** A graph that gives what the operations give. */
  #prepared(backend: NativeBackend, batch: PreparedBatch, kind: ForwardKind): ForwardGraph | undefined {
    const compiled = this.#compiled;
    let graph: ForwardGraph | undefined;
    try {
      this.#states ??= stepStates(compiled).filter(({ group }) => group === 'weights');
      const states = this.#states;
      separate(backend, states);
      const recorded = recordForwardTwice({ backend, compiled, states }, batch, kind);
      graph = new ForwardGraph(backend, recorded, states);
      const results = graph.run(batch);
      const isRight = [...recorded.values.values()].every((expected, index) =>
        areNear(backend.binding.tensorDataSync(results[index]!.id), expected),
      );
      for (const { id } of results) backend.binding.deleteTensor(id);
      if (!isRight) throw new NotRecordable({ code: 'differs' });
      this.mode ??= compiledMode;
      return graph;
    } catch (error) {
      // Something wrong with the batch: the operations say so too, and the next one may be right.
      if (!(error instanceof CodedError)) {
        this.#stayEager(error instanceof NotRecordable ? error.reason : { code: 'refused', message: messageOf(error) });
      }
    }
    graph?.close();
    return undefined;
  }
}

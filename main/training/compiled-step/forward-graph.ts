import type { Tensor } from '@tensorflow/tfjs-core';
import type { PreparedBatch } from '../data/prepared-batch';
import { Graph } from './graph';
import { GraphSession, signature, type Signature } from './graph-session';
import { ownHome } from './session-home';
import type { NativeBackend, NativeTensor } from './native-binding';
import { inputName } from './recorded-step';
import type { RecordedForward } from './recorded-forward';
import { simplified } from './simplify';
import type { StepState } from './step-states';
import { batchInputs } from './graph-inputs';

/**
 * A recorded forward pass as a graph without variables, for batches of one shape: each run is given the weights, which
 * costs no copying.
 */
export class ForwardGraph {
  /** Names of what comes out. */
  readonly outputs: readonly string[];
  readonly #backend: NativeBackend;
  readonly #session: GraphSession;
  readonly #signature: Signature;
  /** Inputs that have something to do with the outputs, in the order in which they are fed. */
  readonly #inputs: readonly string[];
  /** By input: the model's variables, and others that the pass reads. */
  readonly #variables: ReadonlyMap<string, Tensor>;

  /** @throws Error with TensorFlow's words if it does not take the graph */
  constructor(backend: NativeBackend, recorded: RecordedForward, states: readonly StepState[]) {
    const recording = simplified(recorded.recording, backend.binding);
    const inputs: string[] = [];
    const graph: Graph = new Graph(backend.binding, ({ type, shape }, name) =>
      graph.placeholder(`i${inputs.push(name) - 1}`, type, shape),
    );
    const results = [...recording.outputs.values()].map((value, index) =>
      graph.add(`o${index}`, 'Identity', [graph.place(value)], { T: { type: value.type } }),
    );
    this.outputs = [...recording.outputs.keys()];
    this.#backend = backend;
    this.#inputs = inputs;
    const own = states.map(({ shared }, index) => [inputName.state(index), shared.variable] as const);
    this.#variables = new Map<string, Tensor>([...own, ...recording.outside]);
    this.#signature = signature(
      inputs.map((_, index) => `i${index}`),
      results,
    );
    this.#session = new GraphSession(ownHome(backend), graph);
  }

  /** @returns a native tensor for each output; the caller ends them */
  run(batch: PreparedBatch): NativeTensor[] {
    const tensors = new Map<string, Tensor>([...this.#variables, ...batchInputs(batch)]);
    const ids = this.#backend.getInputTensorIds(this.#inputs.map((name) => tensors.get(name)!));
    return this.#session.run(this.#signature, ids);
  }

  close(): void {
    this.#session.close();
  }
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { encodeSavedModel, graphTag, type GraphNode } from './messages';
import type { NativeBackend, NativeTensor } from './native-binding';

type Held = { readonly backend: NativeBackend; readonly id: number };

function free({ backend, id }: Held): void {
  backend.binding.deleteSavedModel(id);
}

// Whoever forgets a session loses its memory with it.
const forgotten = new FinalizationRegistry<Held>(free);

/** What a run takes and gives: names of nodes, as TensorFlow looks them up. */
export type Signature = { readonly inputs: string; readonly outputs: string };

/** A signature from nodes' names, `name` or `name:output`. */
export function signature(inputs: readonly string[], outputs: readonly string[]): Signature {
  const joined = (names: readonly string[]): string =>
    names.map((name) => (name.includes(':') ? name : `${name}:0`)).join();
  return { inputs: joined(inputs), outputs: joined(outputs) };
}

/** A graph that TensorFlow has loaded, with variables of its own. */
export class GraphSession {
  readonly #held: Held;
  #isOpen = true;

  /** @throws Error with TensorFlow's words if the graph is none */
  constructor(backend: NativeBackend, nodes: readonly GraphNode[]) {
    const folder = mkdtempSync(join(tmpdir(), 'batchpoint-graph-'));
    try {
      writeFileSync(join(folder, 'saved_model.pb'), encodeSavedModel(nodes));
      this.#held = { backend, id: backend.binding.loadSavedModel(`${folder}${sep}`, graphTag) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    forgotten.register(this, this.#held, this);
  }

  /** @returns a tensor for each output; the caller ends them, or hands them to TensorFlow.js */
  run({ inputs, outputs }: Signature, tensors: readonly number[]): NativeTensor[] {
    const { backend, id } = this.#held;
    return backend.binding.runSavedModel(id, tensors, inputs, outputs);
  }

  /** Frees its memory; it can't run any more. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    forgotten.unregister(this);
    free(this.#held);
  }
}

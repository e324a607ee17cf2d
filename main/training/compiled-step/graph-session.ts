import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { encodeSavedModel, graphTag, type GraphParts } from './messages';
import type { NativeTensor } from './native-binding';
import type { SessionHome } from './session-home';

type Held = { readonly home: SessionHome; readonly id: number };

function free({ home, id }: Held): void {
  home.delete(id);
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
  constructor(home: SessionHome, parts: GraphParts) {
    const folder = mkdtempSync(join(tmpdir(), 'batchpoint-graph-'));
    try {
      writeFileSync(join(folder, 'saved_model.pb'), encodeSavedModel(parts));
      this.#held = { home, id: home.load(`${folder}${sep}`, graphTag, parts.nodes) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    forgotten.register(this, this.#held, this);
  }

  /** @returns a tensor for each output; the caller ends them, or hands them to TensorFlow.js */
  run(signature: Signature, tensors: readonly number[]): NativeTensor[] {
    const { home, id } = this.#held;
    return home.run(id, signature, tensors);
  }

  /** Begins a run with what the tensors hold now. @returns waits for its results; to be called once */
  begin(signature: Signature, tensors: readonly number[]): () => NativeTensor[] {
    const { home, id } = this.#held;
    return home.begin(id, signature, tensors);
  }

  /** Frees its memory; it can't run any more. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    forgotten.unregister(this);
    free(this.#held);
  }
}

import { keep, type Tensor } from '@tensorflow/tfjs-core';

/** Tensors that outlive the scope they were made in and are disposed of together. */
export class KeptTensors {
  readonly #kept = new Set<Tensor>();
  readonly #others: ReadonlySet<Tensor>;

  /** @param others tensors with another owner, never kept here: a layer or a loss may return what it was given */
  constructor(others: Iterable<Tensor> = []) {
    this.#others = new Set(others);
  }

  keep<Kept extends Tensor>(tensor: Kept): Kept {
    if (this.#others.has(tensor)) return tensor;
    this.#kept.add(tensor);
    return keep(tensor);
  }

  dispose(): void {
    for (const tensor of this.#kept) tensor.dispose();
    this.#kept.clear();
  }
}

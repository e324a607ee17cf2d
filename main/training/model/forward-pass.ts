import { keep, type Tensor } from '@tensorflow/tfjs-core';
import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import type { LogitLayer } from './output-logits';
import { walkLayers } from './walk-layers';

/** What a model computed for one batch; entries in the order of its outputs. */
export type ForwardPass = {
  /** Logits where a logit layer was given, else the outputs as they are. */
  readonly outputs: readonly Tensor[];
  /** 1 for steps that count, 0 for masked ones; kept: the caller disposes them. */
  readonly masks: readonly (Tensor | undefined)[];
};

type Masking = layers.Layer & { readonly maskZero?: boolean };
type ComputeMask = layers.Layer['computeMask'];

function makesMasks(model: LayersModel): boolean {
  return walkLayers(model).some((layer) => layer.getClassName() === 'Masking' || (layer as Masking).maskZero === true);
}

/** A model ready to be run on batches, with its activations left out where logits are wanted. */
export class ForwardRunner {
  readonly #model: LayersModel;
  readonly #logits: readonly (LogitLayer | undefined)[];
  readonly #masked: boolean;

  constructor(model: LayersModel, logits: readonly (LogitLayer | undefined)[]) {
    this.#model = model;
    this.#logits = logits;
    this.#masked = makesMasks(model);
  }

  /** @param training whether dropout drops and batch normalization uses the batch's own statistics */
  run(xs: readonly Tensor[], training: boolean): ForwardPass {
    const restore = this.#logits.map((layer) => layer?.withoutActivation());
    const masks: (Tensor | undefined)[] = this.#model.outputs.map(() => undefined);
    if (this.#masked) restore.push(...this.#model.outputs.map((_, index) => this.#catchMask(index, masks)));
    try {
      const result = this.#model.apply([...xs], { training }) as Tensor | Tensor[];
      return { outputs: Array.isArray(result) ? result : [result], masks };
    } catch (error) {
      for (const mask of masks) mask?.dispose();
      throw error;
    } finally {
      for (const undo of restore) undo?.();
    }
  }

  /** The executor drops the masks of outputs; this notes them as the output's layer passes them on. */
  #catchMask(index: number, masks: (Tensor | undefined)[]): () => void {
    const layer = this.#model.outputs[index]!.sourceLayer;
    const computeMask = layer.computeMask.bind(layer) as ComputeMask;
    layer.computeMask = (inputs, mask) => {
      const result = computeMask(inputs, mask);
      const [own] = Array.isArray(result) ? result : [result];
      if (own && !masks[index]) masks[index] = keep(own.cast('float32'));
      return result;
    };
    return () => {
      delete (layer as { computeMask?: ComputeMask }).computeMask;
    };
  }
}

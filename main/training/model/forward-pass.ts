import { keep, type Tensor } from '@tensorflow/tfjs-core';
import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import { whileFrozen, type FrozenOrNot } from './frozen-layers';
import type { LogitLayer } from './output-logits';
import { walkLayers } from './walk-layers';
import { watchLayer } from './watch-layer';

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

/** A model ready to be run on batches, that gives logits where they are wanted. */
export class ForwardRunner {
  readonly #model: LayersModel;
  readonly #logits: readonly (LogitLayer | undefined)[];
  readonly #masked: boolean;
  readonly #frozenOrNot: () => FrozenOrNot;

  /** @param frozenOrNot layers that are frozen, or no more, against how the model was compiled */
  constructor(
    model: LayersModel,
    logits: readonly (LogitLayer | undefined)[],
    frozenOrNot: () => FrozenOrNot = () => new Map(),
  ) {
    this.#model = model;
    this.#frozenOrNot = frozenOrNot;
    this.#logits = logits;
    this.#masked = makesMasks(model);
  }

  /** @param training whether dropout drops and batch normalization uses the batch's own statistics */
  run(xs: readonly Tensor[], training: boolean): ForwardPass {
    const logits = this.#logits.map((layer) => layer?.catchLogits());
    const masks = this.#masked ? this.#model.outputs.map(({ sourceLayer }) => catchMasks(sourceLayer)) : [];
    try {
      const apply = () => this.#model.apply([...xs], { training }) as Tensor | Tensor[];
      const result = [whileFrozen(this.#frozenOrNot(), apply)].flat();
      return {
        outputs: result.map((output, index) => logits[index]?.of(output) ?? output),
        masks: result.map((output, index) => masks[index]?.of(output)),
      };
    } finally {
      for (const caught of [...logits, ...masks].reverse()) caught?.end();
    }
  }
}

/** The executor drops the masks of outputs; this notes them as the output's layer passes them on. */
function catchMasks(layer: layers.Layer): { of: (output: Tensor) => Tensor | undefined; end: () => void } {
  const byResult = new Map<Tensor, Tensor>();
  let last: Tensor | undefined;
  const unwatch = watchLayer(layer, (result) => {
    last = result;
  });
  const computeMask = layer.computeMask.bind(layer) as ComputeMask;
  layer.computeMask = (inputs, mask) => {
    const result = computeMask(inputs, mask);
    const [own] = [result].flat();
    if (own && last && !byResult.has(last)) byResult.set(last, keep(own.cast('float32')));
    return result;
  };
  const taken = new Set<Tensor>();
  return {
    of: (output) => {
      const mask = byResult.get(output);
      if (mask) taken.add(mask);
      return mask;
    },
    end: () => {
      delete (layer as { computeMask?: ComputeMask }).computeMask;
      unwatch();
      for (const mask of byResult.values()) if (!taken.has(mask)) mask.dispose();
    },
  };
}

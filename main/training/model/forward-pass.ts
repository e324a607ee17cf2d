import { keep, type Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { whileFrozen, type FrozenOrNot } from './frozen-layers';
import type { LogitLayer } from './output-logits';
import { outputMasks } from './native-layers/masks';

/** What a model computed for one batch; entries in the order of its outputs. */
export type ForwardPass = {
  /** Logits where a logit layer was given, else the outputs as they are. */
  readonly outputs: readonly Tensor[];
  /** 1 for steps that count, 0 for masked ones; kept: the caller disposes them. */
  readonly masks: readonly (Tensor | undefined)[];
};

/** A model ready to be run on batches, that gives logits where they are wanted. */
export class ForwardRunner {
  readonly #model: LayersModel;
  readonly #logits: readonly (LogitLayer | undefined)[];
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
  }

  /** @param training whether dropout drops and batch normalization uses the batch's own statistics */
  run(xs: readonly Tensor[], training: boolean): ForwardPass {
    const logits = this.#logits.map((layer) => layer?.catchLogits());
    try {
      const apply = () => this.#model.apply([...xs], { training }) as Tensor | Tensor[];
      const result = [whileFrozen(this.#frozenOrNot(), apply)].flat();
      return {
        outputs: result.map((output, index) => logits[index]?.of(output) ?? output),
        masks: outputMasks(this.#model).map((mask) => mask && keep(mask.cast('float32'))),
      };
    } finally {
      for (const caught of logits.reverse()) caught?.end();
    }
  }
}

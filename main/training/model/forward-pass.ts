import { keep, type Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { whileFrozen, type FrozenOrNot } from './frozen-layers';
import type { LogitLayer } from './output-logits';
import { outputMasks } from './native-layers/masks';

/** What a model computed for one batch; entries in the order of its outputs. */
export type ForwardPass = {
  /** Logits where a logit layer was given, else the outputs as they are. */
  readonly outputs: readonly Tensor[];
  /** 1 for steps that count, 0 for masked ones; kept beyond the scope: the caller disposes them. */
  readonly masks: readonly (Tensor | undefined)[];
};

/** A model ready to be run on batches, that gives logits where they are wanted. */
export class ForwardRunner {
  readonly #model: LayersModel;
  readonly #logits: readonly (LogitLayer | undefined)[];
  readonly #frozenOrNot: () => FrozenOrNot;

  /**
   * @param frozenOrNot layers that were frozen or unfrozen since the model was compiled; asked for each pass
   * @param logits the layers whose logits are wanted, by output; by default none
   */
  constructor(model: LayersModel, frozenOrNot: () => FrozenOrNot, logits: readonly (LogitLayer | undefined)[] = []) {
    this.#model = model;
    this.#frozenOrNot = frozenOrNot;
    this.#logits = logits;
  }

  /** Runs the model and lends what it computed: the masks end with `use`, even if that throws. @param training as for {@link run} */
  lend<Result>(xs: readonly Tensor[], training: boolean, use: (pass: ForwardPass) => Result): Result {
    const pass = this.run(xs, training);
    try {
      return use(pass);
    } finally {
      for (const mask of pass.masks) mask?.dispose();
    }
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

import { scalar, serialization, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';

type Config = ConstructorParameters<typeof layers.Layer>[0] & { readonly axis?: number | readonly number[] };

/** Keras's layer that scales each sample to length 1 along its axes; tfjs-layers has none. */
class UnitNormalization extends layers.Layer {
  static readonly className = 'UnitNormalization';
  readonly #axis: readonly number[];

  constructor(config: Config = {}) {
    super(config);
    this.#axis = [config.axis ?? -1].flat() as readonly number[];
    this.supportsMasking = true;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tidy(() => {
      const input = Array.isArray(inputs) ? inputs[0]! : inputs;
      const axes = this.#axis.map((axis) => (axis < 0 ? axis + input.rank : axis));
      return input.mul(input.square().sum(axes, true).maximum(scalar(1e-12)).rsqrt());
    });
  }

  override computeOutputShape(inputShape: (number | null)[]): (number | null)[] {
    return inputShape;
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), axis: [...this.#axis] };
  }
}

serialization.registerClass(UnitNormalization);

import { keep, serialization, split, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { layers, type LayerVariable } from '@tensorflow/tfjs-layers';

type Config = { readonly [key: string]: unknown };
type Activation = { apply(values: Tensor): Tensor };
type Shape = readonly (number | null)[];
type AddWeight = (
  name: string,
  shape: readonly number[],
  dtype: null,
  initializer: unknown,
  regularizer: unknown,
  trainable: boolean,
  constraint: unknown,
) => LayerVariable;

/** What the cell of tfjs-layers keeps; its own types hide it. */
type Cell = layers.Layer & {
  readonly units: number;
  readonly useBias: boolean;
  readonly activation: Activation;
  readonly recurrentActivation: Activation;
  readonly dropout: number;
  readonly recurrentDropout: number;
  kernel: LayerVariable;
  recurrentKernel: LayerVariable;
  bias: LayerVariable | null;
  dropoutMask: Tensor | Tensor[] | null;
  recurrentDropoutMask: Tensor | Tensor[] | null;
  dropoutFunc?: (ones: Tensor, rate: number) => Tensor;
  build(inputShape: Shape | readonly Shape[]): void;
  call(inputs: Tensor | Tensor[], options: { readonly training?: boolean }): Tensor | Tensor[];
  getConfig(): serialization.ConfigDict;
};

type Recurrent = layers.Layer & { cell: Cell };

const KerasCell = layers.gruCell({ units: 1 }).constructor as new (config: Config) => Cell;
const KerasLayer = layers.gru({ units: 1 }).constructor as new (config: Config) => Recurrent;

/** The cell of Keras's default GRU: the reset gate acts after the recurrent product, which has a bias of its own. */
class ResetAfterGRUCell extends KerasCell {
  static readonly className: string = 'ResetAfterGRUCell';

  constructor(config: Config) {
    super({ ...config, resetAfter: false });
  }

  override build(inputShape: Shape | readonly Shape[]): void {
    const [first] = inputShape;
    const shape = (Array.isArray(first) ? first : inputShape) as Shape;
    const own = this as unknown as { readonly [part: string]: unknown; readonly addWeight: AddWeight };
    const add = (name: string, part: string, size: readonly number[]): LayerVariable =>
      own.addWeight.call(
        this,
        name,
        size,
        null,
        own[`${part}Initializer`],
        own[`${part}Regularizer`],
        true,
        own[`${part}Constraint`],
      );
    const gates = 3 * this.units;
    this.kernel = add('kernel', 'kernel', [shape.at(-1)!, gates]);
    this.recurrentKernel = add('recurrent_kernel', 'recurrent', [this.units, gates]);
    this.bias = this.useBias ? add('bias', 'bias', [2, gates]) : null;
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[], { training = false }: { readonly training?: boolean }): Tensor | Tensor[] {
    return tidy(() => {
      const [input, before] = inputs as [Tensor, Tensor];
      this.dropoutMask ??= this.#mask(input, this.dropout, training);
      this.recurrentDropoutMask ??= this.#mask(before, this.recurrentDropout, training);
      const [inputBias, recurrentBias] = this.bias ? this.bias.read().unstack() : [];
      const product = (from: Tensor, mask: Tensor | null, weights: LayerVariable, bias: Tensor | undefined): Tensor => {
        const result = (mask ? from.mul(mask) : from).matMul(weights.read());
        return bias ? result.add(bias) : result;
      };
      const outer = product(input, single(this.dropoutMask), this.kernel, inputBias);
      const inner = product(before, single(this.recurrentDropoutMask), this.recurrentKernel, recurrentBias);
      const [outerUpdate, outerReset, outerNew] = split(outer, 3, 1) as [Tensor, Tensor, Tensor];
      const [innerUpdate, innerReset, innerNew] = split(inner, 3, 1) as [Tensor, Tensor, Tensor];
      const update = this.recurrentActivation.apply(outerUpdate.add(innerUpdate));
      const reset = this.recurrentActivation.apply(outerReset.add(innerReset));
      const candidate = this.activation.apply(outerNew.add(reset.mul(innerNew)));
      const after = update.mul(before).add(update.mul(-1).add(1).mul(candidate));
      return [after, after];
    });
  }

  /** One mask for all time steps: the layer clears it before a sequence. */
  #mask(like: Tensor, rate: number, training: boolean): Tensor | null {
    if (!training || rate <= 0 || rate >= 1 || !this.dropoutFunc) return null;
    return keep(this.dropoutFunc(like.onesLike(), rate));
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), resetAfter: true };
  }
}

/** Keras's GRU with `reset_after: true`, its default; with tfjs-layers' own only the older form can be had. */
export class ResetAfterGRU extends KerasLayer {
  static readonly className: string = 'ResetAfterGRU';

  constructor(config: Config) {
    super({ ...config, resetAfter: false });
    this.cell = new ResetAfterGRUCell(config);
  }

  static fromConfig(_type: unknown, config: Config): ResetAfterGRU {
    return new ResetAfterGRU(config['implementation'] === 0 ? { ...config, implementation: 1 } : config);
  }
}

function single(mask: Tensor | Tensor[] | null): Tensor | null {
  return Array.isArray(mask) ? (mask[0] ?? null) : mask;
}

serialization.registerClass(ResetAfterGRUCell as unknown as serialization.SerializableConstructor<never>);
serialization.registerClass(ResetAfterGRU as unknown as serialization.SerializableConstructor<never>);

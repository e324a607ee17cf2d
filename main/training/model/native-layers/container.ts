import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { planOf, type Application, type Graph, type Place, type Plan } from './container-plan';
import { maskOption, masksAfter, noteMasks } from './masks';
import { masksOf, type Call, type CallOptions, type Mask, type Replaceable } from './native-layer';

function ofType(tensor: Tensor, { dtype }: Place): Tensor {
  return tensor.dtype === dtype ? tensor : tensor.cast(dtype);
}

/** The tensors of one call of a model, by their places. */
class Pass {
  /** Of the type that the layers behind expect. */
  readonly #values: (Tensor | undefined)[] = [];
  /** As the layers gave them. */
  readonly #given: (Tensor | undefined)[] = [];
  readonly #masks: Mask[] = [];

  constructor(
    readonly plan: Plan,
    readonly options: CallOptions,
  ) {}

  run(inputs: readonly Tensor[]): { readonly outputs: Tensor[]; readonly masks: Mask[] } {
    const { takes, applications, gives } = this.plan;
    const masks = masksOf(this.options);
    this.#put(
      takes,
      takes.map((place, index) => ofType(inputs[index]!, place)),
      masks,
    );
    for (const each of applications) this.#apply(each);
    return { outputs: gives.map((at) => this.#given[at]!), masks: gives.map((at) => this.#masks[at]) };
  }

  #put(places: readonly Place[], tensors: readonly Tensor[], masks: readonly Mask[]): void {
    places.forEach((place, index) => {
      const { at } = place;
      // What the caller gave stays, also where a layer gives it along with something else.
      if (this.#values[at]) return;
      this.#given[at] = tensors[index]!;
      this.#values[at] = ofType(tensors[index]!, place);
      this.#masks[at] = masks[index];
    });
  }

  #apply({ layer, from, to, last }: Application): void {
    const inputs = from.map((at) => this.#values[at]!);
    const masks = from.map((at) => this.#masks[at]);
    // Anew for each layer: some write to it.
    const options = { training: this.options.training, mask: maskOption(layer, masks) };
    const outputs = [layer.apply(inputs, options) as Tensor | Tensor[]].flat();
    this.#put(to, outputs, masksAfter(layer, inputs, masks));
    if (!this.options.training) this.#end(last);
  }

  /** Without gradients to come: frees what nothing needs any more. */
  #end(places: readonly number[]): void {
    for (const at of places) {
      const value = this.#values[at]!;
      this.#values[at] = this.#given[at] = undefined;
      // A layer may give the same tensor twice, as a recurrent one its output and its state.
      if (!this.#values.includes(value)) value.dispose();
    }
  }
}

/**
 * A model goes through its layers by a plan that is made once: tfjs-layers looks its own up in a cache, whose table is made anew
 * every few steps. Masks go with their tensors, into nested models and out of them, as in Keras; there, the last one stays for
 * all layers that follow.
 */
export function containerCall(layer: Replaceable): Call {
  const model = layer as unknown as Graph;
  let plan: Plan | undefined;
  noteMasks(layer, []);
  return (inputs, options = {}) => {
    if (plan?.outputs !== model.outputs) plan = planOf(model);
    const pass = new Pass(plan, options);
    const { outputs, masks } = tidy(() => pass.run([inputs].flat()));
    noteMasks(layer, masks);
    return outputs;
  };
}

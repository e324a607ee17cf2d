import type { Tensor } from '@tensorflow/tfjs-core';
import type { layers, LayerVariable } from '@tensorflow/tfjs-layers';

/** Which time steps count; undefined: all do. */
export type Mask = Tensor | undefined;

/** What a layer is called with besides its inputs. */
export type CallOptions = {
  readonly training?: boolean;
  /** Of the first input; of all for a model. */
  readonly mask?: Mask | readonly Mask[] | null;
  readonly initialState?: Tensor[] | null;
};

/** Masks of what a layer is called on, as far as there are any. */
export function masksOf({ mask }: CallOptions): Mask[] {
  return [mask ?? []].flat();
}

/** How a layer computes. */
export type Call = (inputs: Tensor | Tensor[], options: CallOptions) => Tensor | Tensor[];

/** An activation as tfjs-layers keeps it. */
export type Activation = {
  apply(values: Tensor): Tensor;
  getClassName(): string;
};

/** A layer whose way to compute can be replaced. */
export type Replaceable = Omit<layers.Layer, 'call'> & { call: Call };

/** A variable, which a layer without it has as null or not at all. */
export type Optional = LayerVariable | null | undefined;

/** The only input of a layer. */
export function only(inputs: Tensor | Tensor[]): Tensor {
  return Array.isArray(inputs) ? inputs[0]! : inputs;
}

import type { TensorData } from '../tensor-data';

/** Which batch was looked at, and with which weights. */
export type LookedAt = {
  /**
   * `pending`: the step that the run stands in, before its update. `last`: the batch that was trained last, computed once
   * more with the weights as they are now.
   */
  readonly of: 'pending' | 'last';
  /** The number of the batch's step. */
  readonly step: number;
  readonly epoch: number;
  readonly batch: number;
  readonly model: string;
  readonly rows: number;
};

/** What a layer gave for a batch, over all of its numbers. Those that are not finite are left out. */
export type ActivationFacts = {
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly max: number;
  /** Share of numbers that are 0, from 0 to 1. */
  readonly zeros: number;
  /** Along the last axis: neurons, or feature maps. */
  readonly units: number;
  /** Units that are 0 in every row of the batch; only where the activation cuts off what is negative. */
  readonly dead?: number;
};

/** One layer on one batch. Norms are L2, over all of the layer's trainable weights; absent where it has none. */
export type LayerMeasure = {
  readonly name: string;
  readonly className: string;
  readonly parameters: number;
  /** Whether an update changes any of its weights. */
  readonly trainable: boolean;
  /** Over all of its weights, those that no update changes too. */
  readonly weightNorm?: number;
  /** Before clipping. */
  readonly gradientNorm?: number;
  readonly updateNorm?: number;
  /** Norm of the update over the norm of the weights that it changes. */
  readonly updateRatio?: number;
  /** Norm of the update over the norm of the gradient: the rate that the optimizer comes to here. */
  readonly effectiveRate?: number;
  readonly activation?: ActivationFacts;
  /** Whether a weight, gradient, update or activation is NaN or infinite. */
  readonly hasNotFinite: boolean;
};

/** All layers on one batch. */
export type LayersDetail = LookedAt & { readonly layers: readonly LayerMeasure[] };

/** How numbers are spread: counts in bins of equal width from `min` to `max`. */
export type Histogram = {
  readonly min: number;
  readonly max: number;
  readonly counts: readonly number[];
  /** NaN and infinities: in no bin. */
  readonly notFinite: number;
};

/** How the numbers of a variable, its gradient, or the activations are spread. */
export type NamedHistogram = {
  readonly kind: 'weights' | 'gradients' | 'updates' | 'slot' | 'activations';
  /** Of the variable, without the layer; empty for activations. */
  readonly name: string;
  /** Of the optimizer's slot. */
  readonly slot?: string;
  readonly histogram: Histogram;
};

/** Small grey pictures of one size. */
export type PictureGrid = {
  /** [pictures, height, width] of type uint8; 0 stands for `low`, 255 for `high`. */
  readonly levels: TensorData;
  readonly low: number;
  readonly high: number;
  /** How many there are; only the first are sent. */
  readonly count: number;
};

/** All of one layer. */
export type LayerDetail = LookedAt & {
  readonly measure: LayerMeasure;
  readonly histograms: readonly NamedHistogram[];
  /** Of layers that give pictures: what they made of `row`. */
  readonly maps?: PictureGrid & { readonly row: number };
  /** Of layers that convolve pictures: their kernels, each input channel of each filter. */
  readonly filters?: PictureGrid;
};

import { tensor1d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import { seedsOf } from '../random/key';
import { keyedDropoutMask, keyedNormal, keyedUniform } from '../random/keyed-tensors';
import { walkLayers } from './walk-layers';

/** @param seeds two of type int32 */
type Noise = (input: Tensor, seeds: Tensor) => Tensor;
type Call = (inputs: Tensor | Tensor[], options: { readonly training?: boolean }) => Tensor | Tensor[];
type RandomLayer = {
  call: Call;
  readonly rate: number;
  readonly stddev: number;
  readonly noiseShape?: readonly (number | null)[] | null;
  getNoiseShape?(input: Tensor): readonly number[] | null | undefined;
  getClassName(): string;
};
type Cell = { dropout?: number; recurrentDropout?: number; dropoutFunc?: (ones: Tensor, rate: number) => Tensor };

function dropout(layer: RandomLayer): Noise | undefined {
  const { rate } = layer;
  if (rate <= 0 || rate >= 1) return undefined;
  return (input, seeds) => input.mul(keyedDropoutMask(layer.getNoiseShape?.(input) ?? input.shape, seeds, rate));
}

function gaussianDropout({ rate }: RandomLayer): Noise | undefined {
  if (rate <= 0 || rate >= 1) return undefined;
  const stddev = Math.sqrt(rate / (1 - rate));
  return (input, seeds) => input.mul(keyedNormal(input.shape, seeds, 1, stddev));
}

/** Keeps mean and variance of self-normalizing activations: dropped units get the value SELU saturates at. */
function alphaDropout({ rate, noiseShape }: RandomLayer): Noise | undefined {
  if (rate <= 0 || rate >= 1) return undefined;
  const saturated = -1.6732632423543772 * 1.0507009873554805;
  const scale = ((1 - rate) * (1 + rate * saturated ** 2)) ** -0.5;
  const shift = -scale * saturated * rate;
  return (input, seeds) => {
    const shape = noiseShape?.map((size, axis) => size ?? input.shape[axis]!) ?? input.shape;
    const kept = keyedUniform(shape, seeds).greaterEqual(rate).cast('float32');
    return input.mul(kept).add(kept.sub(1).mul(-saturated)).mul(scale).add(shift);
  };
}

/** Which random numbers of a step: of which layer, and at which call of it. */
export type Draw = { readonly layer: number; readonly call: number };
/** Told of each draw and of the tensor that holds its seeds. */
type DrawListener = (draw: Draw, seeds: Tensor) => void;

const noises: { readonly [className: string]: (layer: RandomLayer) => Noise | undefined } = {
  Dropout: dropout,
  SpatialDropout1D: dropout,
  GaussianNoise:
    ({ stddev }) =>
    (input, seeds) =>
      input.add(keyedNormal(input.shape, seeds, 0, stddev)),
  GaussianDropout: gaussianDropout,
  AlphaDropout: alphaDropout,
};

/** Whose pass with a layer began last: the layer may be in several models, each with a seed of its own. */
const drawers = new WeakMap<object, RandomLayers>();

/**
 * Noise and dropout layers of a run, drawing from keys: a mask depends only on the run's seed, the layer's place, the
 * step, and how often the layer was called in it. Computing a step again draws the same masks.
 */
export class RandomLayers {
  readonly #seed: number;
  readonly #calls = new Map<object, { readonly ordinal: number; calls: number }>();
  #step = 0;
  #listener: DrawListener | undefined;
  #withoutDropout = false;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Takes over the random layers of a model; those shared with an earlier model stay as they are. */
  adopt(model: LayersModel): void {
    for (const layer of walkLayers(model)) {
      if (this.#calls.has(layer)) continue;
      this.#calls.set(layer, { ordinal: this.#calls.size, calls: 0 });
      if (!drawers.has(layer)) letDraw(layer);
      drawers.set(layer, this);
    }
  }

  /**
   * Begins the forward pass of a step.
   * @param listener hears of what the pass draws, until the next begins
   */
  begin(step: number, listener?: DrawListener): void {
    this.#step = step;
    this.#listener = listener;
    for (const [layer, count] of this.#calls) {
      count.calls = 0;
      drawers.set(layer, this);
    }
  }

  /** Whether a pass with {@link withoutDropout} differs from one with it. */
  get hasDropout(): boolean {
    return [...this.#calls.keys()].some((each) => {
      const layer = each as RandomLayer & Cell;
      const className = layer.getClassName();
      const isNoise = className !== 'GaussianNoise' && noises[className]?.(layer) !== undefined;
      return isNoise || layer.dropoutFunc !== undefined;
    });
  }

  /** Computes with no dropout in any layer; other noise stays. */
  withoutDropout<Result>(compute: () => Result): Result {
    this.#withoutDropout = true;
    try {
      return compute();
    } finally {
      this.#withoutDropout = false;
    }
  }

  /** The seeds of draws in any step, two numbers each, one after the other. */
  seedsAt(step: number, draws: readonly Draw[]): Int32Array {
    return Int32Array.from(draws.flatMap(({ layer, call }) => seedsOf(this.#seed, 'layer', layer, step, call)));
  }

  /** Whether a layer is not to change its input now. */
  isOff(className: string): boolean {
    return this.#withoutDropout && className !== 'GaussianNoise';
  }

  /** The seeds of the layer's next draw. */
  nextSeeds(layer: object): Tensor {
    const count = this.#calls.get(layer)!;
    const draw = { layer: count.ordinal, call: count.calls++ };
    const seeds = tensor1d(this.seedsAt(this.#step, [draw]), 'int32');
    this.#listener?.(draw, seeds);
    return seeds;
  }
}

/** Has a layer draw from keys, if it draws at all. */
function letDraw(original: layers.Layer): void {
  const layer = original as unknown as RandomLayer;
  const className = layer.getClassName();
  const noiseOf = noises[className];
  if (noiseOf) {
    layer.call = (inputs, { training = false }) => {
      const input = Array.isArray(inputs) ? inputs[0]! : inputs;
      const drawer = drawers.get(original)!;
      // Asked anew each time: the rate may be changed while training.
      const noise = training && !drawer.isOff(className) ? noiseOf(layer) : undefined;
      return noise ? tidy(() => noise(input, drawer.nextSeeds(original))) : input;
    };
  }
  const cell = original as unknown as Cell;
  if ((cell.dropout ?? 0) > 0 || (cell.recurrentDropout ?? 0) > 0) {
    cell.dropoutFunc = (ones, rate) => {
      const drawer = drawers.get(original)!;
      if (drawer.isOff(className)) return ones.clone();
      return tidy(() => ones.mul(keyedDropoutMask(ones.shape, drawer.nextSeeds(original), rate)));
    };
  }
}

import { engine, tidy, type DataType, type Tensor, type Tensor2D, type Variable } from '@tensorflow/tfjs-core';
import { layers, type LayerVariable } from '@tensorflow/tfjs-layers';
import { seedsOf, type Seeds } from './key';
import { keyedNormal, keyedTruncatedNormal, keyedUniform } from './keyed-tensors';

type Config = { readonly [key: string]: unknown };
type Initializer = {
  apply(shape: readonly number[], dtype?: DataType): Tensor;
  getConfig(): Config;
  getClassName(): string;
};
type AddWeight = (
  name: string,
  shape: readonly number[],
  dtype: DataType | undefined,
  initializer: Initializer | undefined,
  ...rest: unknown[]
) => LayerVariable;
type Draw = (shape: readonly number[], seeds: Seeds, config: Config) => Tensor;

/** Standard deviation of a standard normal distribution cut at two of its own. */
const truncatedDeviation = 0.8796256610342398;

function number(config: Config, key: string, fallback: number): number {
  const value = config[key];
  return typeof value === 'number' ? value : fallback;
}

function fans(shape: readonly number[]): { readonly fanIn: number; readonly fanOut: number } {
  const [rows, columns] = shape.slice(-2);
  if (shape.length < 2) return { fanIn: rows ?? 1, fanOut: rows ?? 1 };
  const field = shape.slice(0, -2).reduce((product, size) => product * size, 1);
  return { fanIn: rows! * field, fanOut: columns! * field };
}

const varianceScaling: Draw = (shape, seeds, config) => {
  const { fanIn, fanOut } = fans(shape);
  const count = { fanIn, fanOut, fanAvg: (fanIn + fanOut) / 2 }[String(config['mode'])] ?? fanIn;
  const variance = number(config, 'scale', 1) / Math.max(1, count);
  if (config['distribution'] === 'uniform') {
    const limit = Math.sqrt(3 * variance);
    return keyedUniform(shape, seeds, -limit, limit);
  }
  return keyedTruncatedNormal(shape, seeds, 0, Math.sqrt(variance) / truncatedDeviation);
};

const orthogonal: Draw = (shape, seeds, config) =>
  tidy(() => {
    const columns = shape.at(-1)!;
    const rows = shape.slice(0, -1).reduce((product, size) => product * size, 1);
    const normal = keyedNormal([Math.max(rows, columns), Math.min(rows, columns)], seeds);
    const [q, r] = engine().runKernel<Tensor[]>('NativeQr', { x: normal }) as [Tensor2D, Tensor2D];
    const size = Math.min(rows, columns);
    const diagonal = r.mul(r.onesLike().where(identity(size), r.zerosLike())).sum(0);
    const signed = q.mul(diagonal.sign());
    const oriented = rows < columns ? signed.transpose() : signed;
    return oriented.reshape([...shape]).mul(number(config, 'gain', 1));
  });

function identity(size: number): Tensor {
  const index = Array.from({ length: size }, (_, each) => each);
  return tidy(() => {
    const row = engine().makeTensor(Int32Array.from(index), [1, size], 'int32');
    const column = engine().makeTensor(Int32Array.from(index), [size, 1], 'int32');
    return row.equal(column);
  });
}

const draws: { readonly [className: string]: Draw } = {
  RandomUniform: (shape, seeds, config) =>
    keyedUniform(shape, seeds, number(config, 'minval', -0.05), number(config, 'maxval', 0.05)),
  RandomNormal: (shape, seeds, config) =>
    keyedNormal(shape, seeds, number(config, 'mean', 0), number(config, 'stddev', 0.05)),
  TruncatedNormal: (shape, seeds, config) =>
    keyedTruncatedNormal(shape, seeds, number(config, 'mean', 0), number(config, 'stddev', 0.05)),
  VarianceScaling: varianceScaling,
  Orthogonal: orthogonal,
};

/** Of tensors that were drawn here: a variable that is written later has another. */
const drawnData = new WeakSet<object>();

/** Whether a variable still has the values that were drawn for it at random. */
export function isAsDrawn({ dataId }: Tensor): boolean {
  return drawnData.has(dataId);
}

let current: { readonly seed: number; drawn: number; readonly made: Variable[] } | undefined;

/** The same weight from a key: the initializer's own seed, else the run's seed and the place among the drawn weights. */
function keyed(initializer: Initializer | undefined): Initializer | undefined {
  const draw = initializer && draws[initializer.getClassName()];
  if (!draw || !current) return initializer;
  const { seed } = current;
  const ordinal = current.drawn++;
  const config = initializer.getConfig();
  const own = config['seed'];
  const seeds = typeof own === 'number' ? seedsOf(own, 'own initializer') : seedsOf(seed, 'initializer', ordinal);
  return {
    apply: (shape) => {
      const drawn = draw(shape, seeds, config);
      drawnData.add(drawn.dataId);
      return drawn;
    },
    getConfig: () => config,
    getClassName: () => initializer.getClassName(),
  };
}

const prototype = layers.Layer.prototype as unknown as { addWeight: AddWeight };
const { addWeight } = prototype;
prototype.addWeight = function (this: unknown, name, shape, dtype, initializer, ...rest) {
  const weight = addWeight.call(this, name, shape, dtype, keyed(initializer), ...rest);
  current?.made.push(weight.read() as Variable);
  return weight;
};

/**
 * Draws the initial weights of every layer that `build` makes from keys, with Keras's distributions. The place of a
 * weight counts, not its name: automatic names differ from one model of a process to the next.
 * @param counter tells models of one run apart
 * @param made takes in each weight: of layers that become no model nobody else knows
 * @param made takes in each weight: of layers that become no model, nobody else knows it
 */
export async function withKeyedInitializers<Model>(
  seed: number,
  counter: number,
  build: () => Model | Promise<Model>,
  made: Variable[] = [],
): Promise<Model> {
  const [derived] = seedsOf(seed, 'model', counter);
  current = { seed: derived, drawn: 0, made };
  try {
    return await build();
  } finally {
    current = undefined;
  }
}

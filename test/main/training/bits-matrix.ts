import { createHash } from 'node:crypto';
import type { TensorData } from '../../../main/contract/tensor-data';
import '../../../main/trainer/backend';
import { compileModel, type CompiledModel } from '../../../main/training/model/compiled-model';
import { batchSource } from '../../../main/training/data/batch-source';
import { NdArray } from '../../../main/training/data/nd-array';
import { disposeBatch } from '../../../main/training/data/prepared-batch';
import type { CompileOptions, Yielded } from '../../../main/training/experiment';
import { fitGenerator } from '../../../main/training/fit/fit-generator';
import { RandomLayers } from '../../../main/training/model/random-layers';
import { seedsOf } from '../../../main/training/random/key';
import { withKeyedInitializers } from '../../../main/training/random/keyed-initializers';
import { keyedNormal } from '../../../main/training/random/keyed-tensors';
import { readState } from '../../../main/training/model/state';
import { disposeResults } from '../../../main/training/step/step';
import { closeStep, stepMode, trainOnBatch } from '../../../main/training/step/train-on-batch';
import { classes, smallNetworks, type SmallNetwork } from './small-networks';

/** Every kind of layer whose state or random numbers could make the two ways differ. */
export const networks = {
  MLP: smallNetworks.dense,
  'CNN with batch normalization': smallNetworks.convolution,
  dropout: smallNetworks.dropout,
  LSTM: smallNetworks.recurrent,
} as const satisfies { readonly [name: string]: SmallNetwork };

export type NetworkName = keyof typeof networks;

/** Optimizers, with as much state as they can have. */
export const optimizers: { readonly [name: string]: CompileOptions['optimizer'] } = {
  SGD: { name: 'sgd', learningRate: 0.05 },
  momentum: { name: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: true },
  RMSprop: { name: 'rmsprop', momentum: 0.5, centered: true },
  Adam: { name: 'adam', amsgrad: true, clipnorm: 1 },
  Adagrad: { name: 'adagrad', learningRate: 0.1 },
};

/** What is trained, by what, and how. */
export type Way = { readonly network: NetworkName; readonly optimizer: string; readonly eager: boolean };

/** All networks with all optimizers, compiled and eager. */
export const ways: readonly Way[] = (Object.keys(networks) as NetworkName[]).flatMap((network) =>
  Object.keys(optimizers).flatMap((optimizer) => [false, true].map((eager) => ({ network, optimizer, eager }))),
);

type Batch = readonly [x: NdArray, y: NdArray, sampleWeight: NdArray];

/** Batches from keys, the sizes changing, each row with a weight. */
export function batchesOf({ rowShape }: SmallNetwork, count: number): readonly Batch[] {
  const draw = (shape: readonly number[], purpose: string, batch: number): Float32Array => {
    const values = keyedNormal(shape, seedsOf(5, purpose, batch));
    const numbers = values.dataSync<'float32'>();
    values.dispose();
    return numbers;
  };
  return Array.from({ length: count }, (_, batch): Batch => {
    const rows = 4 + (batch % 3);
    const x = new NdArray(draw([rows, ...rowShape], 'x', batch), [rows, ...rowShape]);
    const y = Int32Array.from({ length: rows }, (__, row) => (row + batch) % classes);
    const weights = draw([rows], 'weights', batch).map((value) => Math.abs(value));
    return [x, new NdArray(y, [rows]), new NdArray(weights, [rows])];
  });
}

async function compiled({ network, optimizer, eager }: Way): Promise<CompiledModel> {
  const seed = 11;
  const model = await withKeyedInitializers(seed, 0, networks[network].build);
  const options = { optimizer: optimizers[optimizer]!, loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] };
  return compileModel(model, options, { random: new RandomLayers(seed), eager });
}

function dispose(model: CompiledModel): void {
  closeStep(model);
  model.optimizer.dispose();
  for (const { value } of model.variables) value.dispose();
}

/** What a training leaves: loss and accuracy of each batch as bytes, and a hash of each variable and slot. */
export type Trace = {
  readonly losses: string;
  readonly state: readonly string[];
  readonly iterations: number;
  readonly mode: string | undefined;
};

const hex = (numbers: readonly number[]): string => Buffer.from(Float64Array.from(numbers).buffer).toString('hex');
const hash = ({ bytes }: TensorData): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** Automatic layer names count up in a process, so a variable goes by its place. */
function traceOf(model: CompiledModel, numbers: readonly number[]): Trace {
  const { weights, optimizer } = readState(model);
  const values = Object.values(weights).map((data, at) => `weight ${at}: ${hash(data)}`);
  const slots = Object.values(optimizer.slots).flatMap((held, at) =>
    Object.entries(held).map(([slot, data]) => `${slot} ${at}: ${hash(data)}`),
  );
  const { iterations } = optimizer;
  return { losses: hex(numbers), state: [...values, ...slots], iterations, mode: stepMode(model)?.kind };
}

const classWeight = { 0: 1, 1: 0.5, 2: 2 };

/** Trains by `fitGenerator` in epochs of `stepsPerEpoch`. */
export async function byGenerator(way: Way, count: number): Promise<Trace> {
  const model = await compiled(way);
  const batches = batchesOf(networks[way.network], count);
  const numbers: number[] = [];
  const data: Iterable<Yielded> = batches;
  const stepsPerEpoch = Math.max(1, Math.floor(count / 4));
  await fitGenerator(model, {
    train: batchSource(data, { where: 'train', seed: 0, shuffle: false }),
    stepsPerEpoch,
    epochs: Math.ceil(count / stepsPerEpoch),
    classWeight,
    observer: {
      batchEnd: (_epoch, _batch, { own, batch, results }) => {
        numbers.push(...Object.values(own));
        disposeBatch(batch);
        disposeResults(results);
        return Promise.resolve();
      },
    },
  });
  const trace = traceOf(model, numbers);
  dispose(model);
  return trace;
}

/** Trains by as many single calls of `trainOnBatch`. */
export async function bySingleSteps(way: Way, count: number): Promise<Trace> {
  const model = await compiled(way);
  const numbers = batchesOf(networks[way.network], count).flatMap(([x, y, sampleWeight]) =>
    Object.values(trainOnBatch(model, x, y, { sampleWeight, classWeight })),
  );
  const trace = traceOf(model, numbers);
  dispose(model);
  return trace;
}

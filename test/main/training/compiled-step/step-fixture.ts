import '../../../../main/trainer/backend';
import { compileModel, type CompiledModel } from '../../../../main/training/model/compiled-model';
import { compilingStep, type CompilingStep } from '../../../../main/training/compiled-step/compiling-step';
import { prepareBatch } from '../../../../main/training/data/prepare-batch';
import { disposeBatch, type PreparedBatch } from '../../../../main/training/data/prepared-batch';
import type { CompileOptions } from '../../../../main/training/experiment';
import { RandomLayers } from '../../../../main/training/model/random-layers';
import { seedsOf } from '../../../../main/training/random/key';
import { withKeyedInitializers } from '../../../../main/training/random/keyed-initializers';
import { keyedUniform } from '../../../../main/training/random/keyed-tensors';
import { disposeResults, type TrainedStep } from '../../../../main/training/step/step';
import * as tf from '../../../../main/training/tf';
import { classes, smallNetworks, softmax, type SmallNetwork } from '../small-networks';

const { layers } = tf;

/** A network with what it is compiled with. */
export type Network = SmallNetwork & {
  readonly options: CompileOptions;
  /** Whole numbers below this as inputs. */
  readonly tokens?: number;
};

const options: CompileOptions = {
  optimizer: 'adam',
  loss: 'sparseCategoricalCrossentropy',
  metrics: ['accuracy'],
};

/** Small networks that between them use every kind of state and of random numbers. */
export const networks = {
  dense: { ...smallNetworks.dense, options: { ...options, optimizer: { name: 'sgd', learningRate: 0.1 } } },
  // Its first kernel is updated by plain operations, its second by one of TensorFlow's.
  wide: {
    rowShape: [16],
    options,
    build: () =>
      tf.sequential({ layers: [layers.dense({ inputShape: [16], units: 20, activation: 'relu' }), softmax()] }),
  },
  // All of it is updated in one thread.
  middle: {
    rowShape: [90],
    options: { ...options, optimizer: { name: 'adamW', weightDecay: 0.01 } },
    build: () =>
      tf.sequential({ layers: [layers.dense({ inputShape: [90], units: 50, activation: 'tanh' }), softmax()] }),
  },
  convolution: { ...smallNetworks.convolution, options },
  dropout: { ...smallNetworks.dropout, options: { ...options, optimizer: { name: 'adam', clipnorm: 0.5 } } },
  recurrent: { ...smallNetworks.recurrent, options: { ...options, optimizer: 'rmsprop' } },
  embedding: {
    rowShape: [5],
    tokens: 9,
    options: { ...options, optimizer: { name: 'adamW', weightDecay: 0.01 } },
    build: () =>
      tf.sequential({
        layers: [
          layers.embedding({ inputDim: 9, outputDim: 4, inputLength: 5, maskZero: true }),
          layers.gru({ units: 4, returnSequences: true }),
          layers.lstm({ units: 3, recurrentActivation: 'sigmoid' }),
          softmax(),
        ],
      }),
  },
  // Few rows of many have a gradient: these are added up where they are used.
  vocabulary: {
    rowShape: [20],
    tokens: 1000,
    options,
    build: () =>
      tf.sequential({
        layers: [
          layers.embedding({ inputDim: 1000, outputDim: 16, inputLength: 20 }),
          layers.globalAveragePooling1d(),
          softmax(),
        ],
      }),
  },
} as const satisfies { readonly [name: string]: Network };

export type NetworkName = keyof typeof networks;

/** A model with keyed weights. */
export async function compiledNetwork(network: Network, eager = false): Promise<CompiledModel> {
  const seed = 11;
  const model = await withKeyedInitializers(seed, 0, network.build);
  return compileModel(model, network.options, { random: new RandomLayers(seed), eager });
}

/** The batch of a step, from keys. */
export function batchOf(compiled: CompiledModel, { rowShape, tokens }: Network, step: number, rows = 4): PreparedBatch {
  const classesOf = Int32Array.from({ length: rows }, (_, row) => (row + step) % classes);
  const drawn = keyedUniform([rows, ...rowShape], seedsOf(5, 'x', step), tokens ? 0 : -1, tokens ?? 1);
  const [x, y] = [tokens ? drawn.floor() : drawn.clone(), tf.tensor1d(classesOf, 'int32')];
  const batch = prepareBatch(compiled, { x, y });
  for (const each of [drawn, x, y]) each.dispose();
  return batch;
}

/** How the steps of a training are taken. */
export type Training = {
  readonly steps: number;
  /** Step to begin with. Default 0. */
  readonly from?: number;
  /** Rows of a step's batch. Default 4. */
  readonly rows?: (step: number) => number;
  /** Default: in one move. */
  readonly take?: (batch: PreparedBatch, step: number) => TrainedStep;
};

/** Trains on batches from keys. @returns the sums of each step */
export function train(
  step: CompilingStep,
  compiled: CompiledModel,
  network: Network,
  { steps, from = 0, rows = () => 4, take = (batch, number) => step.train(batch, number) }: Training,
): readonly (readonly number[])[] {
  return Array.from({ length: steps }, (_, index) => {
    const number = from + index;
    const batch = batchOf(compiled, network, number, rows(number));
    const { sums, results } = take(batch, number);
    disposeResults(results);
    disposeBatch(batch);
    return sums;
  });
}

/** Takes a step in two moves. */
export function inTwoMoves(step: CompilingStep): (batch: PreparedBatch, number: number) => TrainedStep {
  return (batch, number) => {
    const computed = step.compute(batch, number);
    step.commit(computed);
    return computed;
  };
}

/** A network with its step. */
export async function stepOf(network: Network, eager = false): Promise<readonly [CompilingStep, CompiledModel]> {
  const compiled = await compiledNetwork(network, eager);
  return [compilingStep(compiled), compiled];
}

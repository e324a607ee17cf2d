import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { buildModels } from '../../../../main/training/model/build-models';
import type { CompiledModel } from '../../../../main/training/model/compiled-model';
import type { Experiment, ExperimentContext } from '../../../../main/training/experiment';
import { keyedRandom } from '../../../../main/training/random/keyed-random';
import { readState, writeState } from '../../../../main/training/model/state';
import * as tf from '../../../../main/training/tf';
import { trainOnBatch } from '../../../../main/training/step/train-on-batch';

class OwnBlock extends tf.layers.Layer {
  static readonly className = 'OwnBlock';

  override computeOutputShape(shape: number[]): number[] {
    return shape;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return [inputs].flat()[0]!;
  }
}

const context: ExperimentContext = {
  tf,
  seed: 5,
  random: keyedRandom(5),
  signal: new AbortController().signal,
  epoch: 0,
};

const pictures = (): tf.LayersModel =>
  tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [4, 4, 1], filters: 2, kernelSize: 3 }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      new OwnBlock({}),
      tf.layers.flatten({ name: 'my_flat' }),
      tf.layers.dense({ units: 2 }),
      new OwnBlock({}),
      tf.layers.dense({ units: 1 }),
    ],
  });

function texts(): tf.LayersModel {
  const input = tf.input({ shape: [3] });
  const words = tf.layers.embedding({ inputDim: 4, outputDim: 2 }).apply(input) as tf.SymbolicTensor;
  const read = tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 2 }) as tf.RNN, mergeMode: 'concat' });
  const head = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] });
  return tf.model({ inputs: input, outputs: head.apply(read.apply(words)) as tf.SymbolicTensor });
}

async function build(): Promise<CompiledModel[]> {
  const compile = { optimizer: 'adam', loss: 'meanSquaredError' } as const;
  const experiment = {
    name: 'Names',
    model: { pictures, texts },
    compile: { pictures: compile, texts: compile },
    loop: () => Promise.resolve(),
  } as unknown as Experiment;
  return [...(await buildModels(experiment, context)).values()];
}

const namesOf = ({ model }: CompiledModel): readonly string[] => model.layers.map(({ name }) => name);

describe('layers without a name', () => {
  it('are named as Keras names them, over all models of an experiment', async () => {
    const [first, second] = await build();
    expect(namesOf(first!)).toEqual([
      'conv2d',
      'max_pooling2d',
      'own_block',
      'my_flat',
      'dense',
      'own_block_1',
      'dense_1',
    ]);
    expect([first!.model.name, second!.model.name]).toEqual(['sequential', 'model']);
    expect(namesOf(second!).slice(1)).toEqual(['embedding', 'bidirectional', 'sequential_1']);
    expect(first!.variables.map(({ name }) => name)).toContain('dense_1/kernel');
    expect(second!.variables.map(({ name }) => name)).toContain('dense_2/kernel');
  });

  it('get the same names when the experiment is built again: a state fits the second build', async () => {
    const [first] = await build();
    const x = [Array.from({ length: 4 }, (_, row) => [[row], [1], [-1], [0.5]])];
    trainOnBatch(first!, x, [[1]]);
    const state = readState(first!);
    const [second] = await build();
    expect(readState(second!)).not.toEqual(state);
    writeState(second!, state);
    expect(readState(second!)).toEqual(state);
    expect(trainOnBatch(second!, x, [[1]])).toEqual(trainOnBatch(first!, x, [[1]]));
  });

  it('leave names alone that look automatic', () => {
    expect(tf.layers.dense({ units: 1, name: 'dense_Dense1' }).name).toBe('dense_Dense1');
    expect(tf.sequential({ name: 'sequential_7' }).name).toBe('sequential_7');
  });
});

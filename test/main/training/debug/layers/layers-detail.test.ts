import { memory, tensor } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { LayersDetail } from '../../../../../main/contract/debug/layers';
import { decodeTensor } from '../../../../../main/contract/tensor-data';
import { answer } from '../../../../../main/training/debug/answers';
import { cloneBatch, lookedAtBatch } from '../../../../../main/training/debug/looked-at-batch';
import type { GeneratorExperiment, Yielded } from '../../../../../main/training/experiment';
import type { TrainingSession } from '../../../../../main/training/session/session';
import { readState } from '../../../../../main/training/model/state';
import * as tf from '../../../../../main/training/tf';
import { stateHash } from '../../../../../main/training/time-travel/snapshot';
import { computeStep, discardStep } from '../../../../../main/training/step/train-on-batch';
import { noisyExperiment, open, until } from '../../session/session-fixture';

let session: TrainingSession | undefined;
afterEach(() => session?.dispose());

const only = () => [...session!.debugContext().models.values()][0]!;
const hash = () => stateHash({ '': readState(only()) });
const ask = async () => (await answer(session!.debugContext(), 'layers', []))!;

async function trained(experiment: GeneratorExperiment, steps: number): Promise<TrainingSession> {
  ({ session } = await open(experiment));
  session.step(steps);
  await until(session, 'paused');
  return session;
}

const waves = (shape: readonly number[], scale = 1): number[][] =>
  tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, at) => scale * Math.sin(at * 1.7 + 0.3)),
    [...shape],
  ).arraySync() as number[][];

function regression(model: () => tf.LayersModel, inputs: readonly number[], outputs: number): GeneratorExperiment {
  return {
    name: 'waves',
    seed: 3,
    model,
    compile: { optimizer: { name: 'sgd', learningRate: 0.1 }, loss: 'meanSquaredError' },
    *train(): Generator<Yielded> {
      for (;;) yield [waves([5, ...inputs]), waves([5, outputs], 0.7)];
    },
    stepsPerEpoch: 10,
    epochs: 1,
  };
}

const networks: { readonly [name: string]: GeneratorExperiment } = {
  'a dense network': regression(
    () =>
      tf.sequential({
        layers: [
          tf.layers.dense({ inputShape: [3], units: 4, activation: 'tanh' }),
          tf.layers.batchNormalization(),
          tf.layers.dense({ units: 2 }),
        ],
      }),
    [3],
    2,
  ),
  'a convolution': regression(
    () =>
      tf.sequential({
        layers: [
          tf.layers.conv2d({ inputShape: [5, 5, 1], filters: 2, kernelSize: 3, activation: 'tanh' }),
          tf.layers.flatten(),
          tf.layers.dropout({ rate: 0.3 }),
          tf.layers.dense({ units: 1 }),
        ],
      }),
    [5, 5, 1],
    1,
  ),
  'an LSTM': regression(
    () => tf.sequential({ layers: [tf.layers.lstm({ inputShape: [4, 2], units: 3 }), tf.layers.dense({ units: 1 })] }),
    [4, 2],
    1,
  ),
};

/** Norm of a layer's gradient by central differences of the loss of its batch. */
function differenceNorm(layer: string): number {
  const compiled = only();
  const { batch, key } = lookedAtBatch(session!.debugContext())!;
  const loss = (): number => {
    const computed = computeStep(compiled, cloneBatch(batch), key);
    discardStep(compiled, computed);
    return computed.sums[0]! / batch.rows;
  };
  let squares = 0;
  for (const { name, value } of compiled.trainable.filter((each) => each.name.startsWith(`${layer}/`))) {
    expect(name).not.toBe('');
    const weights = value.dataSync().slice();
    const with_ = (at: number, change: number): number => {
      const moved = Float32Array.from(weights, (weight, place) => weight + (place === at ? change : 0));
      tf.tidy(() => value.assign(tensor(moved, value.shape)));
      return loss();
    };
    for (let at = 0; at < weights.length; at += 1) squares += ((with_(at, 0.01) - with_(at, -0.01)) / 0.02) ** 2;
    tf.tidy(() => value.assign(tensor(weights, value.shape)));
  }
  return Math.sqrt(squares);
}

describe('measures of layers', () => {
  it.each(Object.entries(networks))(
    'have the gradients of %s that differences of the loss say',
    async (_, experiment) => {
      await trained(experiment, 2);
      const { layers } = await ask();
      expect(layers.length).toBeGreaterThan(1);
      for (const { name, gradientNorm = 0 } of layers.filter(({ trainable }) => trainable)) {
        const expected = differenceNorm(name);
        expect(Math.abs(gradientNorm - expected) / expected, name).toBeLessThan(1e-3);
      }
    },
  );

  it('say norms, ratio and rate of plain gradient descent', async () => {
    await trained(networks['a dense network']!, 2);
    const { layers, ...place } = await ask();
    expect(place).toEqual({ of: 'last', step: 2, epoch: 0, batch: 1, model: '', rows: 5 });
    expect(layers.map(({ className }) => className)).toEqual(['Dense', 'BatchNormalization', 'Dense']);
    for (const { updateNorm, gradientNorm, effectiveRate, updateRatio, hasNotFinite } of layers) {
      expect(effectiveRate).toBeCloseTo(0.1, 4);
      expect(updateNorm! / gradientNorm!).toBeCloseTo(0.1, 4);
      expect(updateRatio).toBeGreaterThan(0);
      expect(hasNotFinite).toBe(false);
    }
    const { name, value } = only().trainable[0]!;
    const bias = only().trainable.find(
      (each) => each !== only().trainable[0] && each.name.startsWith(name.split('/')[0]!),
    );
    const numbers = [...value.dataSync(), ...bias!.value.dataSync()];
    expect(layers[0]!.weightNorm).toBeCloseTo(Math.hypot(...numbers), 5);
  });

  it('say no rate where there is no gradient', async () => {
    const { constant } = tf.initializers;
    const flat = () =>
      tf.sequential({
        layers: [
          tf.layers.dense({ inputShape: [3], units: 4, activation: 'relu', biasInitializer: constant({ value: -9 }) }),
          tf.layers.dense({ units: 2 }),
        ],
      });
    await trained(regression(flat, [3], 2), 1);
    const { layers } = await ask();
    expect(layers[0]).toMatchObject({ gradientNorm: 0, updateNorm: 0 });
    expect(layers[0]).not.toHaveProperty('effectiveRate');
    expect(layers[1]!.effectiveRate).toBeCloseTo(0.1, 4);
  });

  it('change neither the state nor the number of tensors, between batches and inside of one', async () => {
    await trained(noisyExperiment, 3);
    await ask();
    const [state, tensors] = [hash(), memory().numTensors];
    const name = (await ask()).layers[0]!.name;
    await answer(session!.debugContext(), 'layer', [name, 2]);
    await answer(session!.debugContext(), 'optimizer', []);
    expect([hash(), memory().numTensors]).toEqual([state, tensors]);

    session!.stepInto();
    await new Promise((resolve) => setImmediate(resolve));
    await until(session!, 'paused');
    expect(await ask()).toMatchObject({ of: 'pending', step: 4 });
    for (let phase = 0; phase < 4; phase += 1) {
      session!.stepInto();
      await new Promise((resolve) => setImmediate(resolve));
      await until(session!, 'paused');
    }
    const inside = memory().numTensors;
    expect(await ask()).toMatchObject({ of: 'pending', step: 4, batch: 3 });
    expect([hash(), memory().numTensors]).toEqual([state, inside]);
  });

  it('goes on with the same bits as a run that nobody looked into', async () => {
    await trained(noisyExperiment, 6);
    const plain = hash();
    session!.dispose();
    await trained(noisyExperiment, 1);
    for (let step = 1; step < 6; step += 1) {
      await ask();
      session!.step(1);
      await new Promise((resolve) => setImmediate(resolve));
      await until(session!, 'paused');
    }
    expect(hash()).toBe(plain);
  });
});

describe('activations', () => {
  const dying = regression(
    () =>
      tf.sequential({
        layers: [
          tf.layers.dense({
            inputShape: [2],
            units: 3,
            activation: 'relu',
            trainable: false,
            weights: [tensor([1, -1, 0, 0, 0, 0], [2, 3]), tensor([0.5, -9, 0.25])],
          }),
          tf.layers.dense({ units: 1 }),
        ],
      }),
    [2],
    1,
  );

  it('say which units are dead, and how much is 0', async () => {
    await trained(dying, 1);
    const [first, second] = (await ask()).layers;
    const max = 0.5 + Math.max(...waves([5, 2]).map(([x]) => x!));
    expect(first).toMatchObject({
      trainable: false,
      activation: { units: 3, dead: 1, max: expect.closeTo(max, 5) as number, min: 0 },
    });
    expect(first).not.toHaveProperty('gradientNorm');
    expect(first!.activation!.zeros).toBeGreaterThanOrEqual(1 / 3);
    expect(second!.activation).not.toHaveProperty('dead');
  });

  it('say that something is not finite', async () => {
    const overflowing = {
      ...dying,
      compile: { optimizer: { name: 'sgd', learningRate: 1e38 }, loss: 'meanSquaredError' },
    };
    await trained(overflowing, 2);
    const { layers }: LayersDetail = await ask();
    expect(layers.map(({ hasNotFinite }) => hasNotFinite)).toEqual([false, true]);
  });
});

describe('one layer', () => {
  it('has a histogram of all that it consists of, and pictures of a convolution', async () => {
    await trained({ ...networks['a convolution']!, compile: { optimizer: 'adam', loss: 'meanSquaredError' } }, 2);
    const { name } = (await ask()).layers[0]!;
    const detail = (await answer(session!.debugContext(), 'layer', [name, 3]))!;
    expect(
      detail.histograms.map(({ kind, name: variable, slot }) => [kind, variable, slot].filter(Boolean).join(' ')),
    ).toEqual([
      ...['kernel', 'bias'].flatMap((each) => [
        `weights ${each}`,
        `gradients ${each}`,
        `updates ${each}`,
        `slot ${each} momentum`,
        `slot ${each} velocity`,
      ]),
      'activations',
    ]);
    const sizes = detail.histograms.map(({ histogram }) => histogram.counts.reduce((sum, count) => sum + count, 0));
    expect(sizes).toEqual([18, 18, 18, 18, 18, 2, 2, 2, 2, 2, 5 * 3 * 3 * 2]);
    expect(detail.maps).toMatchObject({ row: 3, count: 2, levels: { shape: [2, 3, 3] } });
    expect(detail.filters).toMatchObject({ count: 2, levels: { shape: [2, 3, 3] } });
    const kernel = only().trainable[0]!.value.dataSync();
    const levels = decodeTensor(detail.filters!.levels);
    const { low, high } = detail.filters!;
    for (let filter = 0; filter < 2; filter += 1) {
      for (let pixel = 0; pixel < 9; pixel += 1) {
        const value = low + (levels[filter * 9 + pixel]! / 255) * (high - low);
        expect(Math.abs(value - kernel[pixel * 2 + filter]!)).toBeLessThan((high - low) / 500);
      }
    }
  });

  it('is undefined where there is none', async () => {
    await trained(noisyExperiment, 1);
    expect(await answer(session!.debugContext(), 'layer', ['nothing', 0])).toBeUndefined();
  });
});

it('tells the optimizer with its numbers and slots', async () => {
  await trained(
    { ...noisyExperiment, compile: { ...noisyExperiment.compile, optimizer: { name: 'adam', clipnorm: 1 } } },
    3,
  );
  const [optimizer] = await answer(session!.debugContext(), 'optimizer', []);
  expect(optimizer).toMatchObject({
    name: 'adam',
    iterations: 3,
    learningRate: expect.closeTo(0.001, 8) as number,
    hyperparameters: { clipnorm: 1, beta1: 0.9 },
    edited: [],
  });
  expect(optimizer!.variables).toHaveLength(only().trainable.length);
  expect(optimizer!.variables[0]!.slots.map(({ slot }) => slot)).toEqual(['momentum', 'velocity']);
  expect(optimizer!.variables[0]!.slots.every(({ norm }) => norm > 0)).toBe(true);
});

it('answers with nothing before the first batch', async () => {
  ({ session } = await open(noisyExperiment));
  expect(await answer(session.debugContext(), 'layers', [])).toBeUndefined();
  expect(await answer(session.debugContext(), 'layer', ['dense', 0])).toBeUndefined();
});

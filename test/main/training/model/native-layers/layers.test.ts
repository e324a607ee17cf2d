import { input, layers, model as functional, sequential, type LayersModel } from '@tensorflow/tfjs-layers';
import { memory, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { useNativeLayers } from '../../../../../main/training/model/native-layers';
import { differentiate, expectClose, numbers, operationsOf } from '../../../trainer/kernels/differentiate';
import { bothWays } from './both-ways';

type Layer = Parameters<ReturnType<typeof sequential>['add']>[0];

function modelOf(...all: readonly Layer[]): LayersModel {
  const model = sequential({ layers: [...all] });
  model.build();
  return model;
}

const dense: readonly [string, LayersModel, readonly number[]][] = [
  ['linear', modelOf(layers.dense({ inputShape: [3], units: 4 })), [5, 3]],
  ['of one row', modelOf(layers.dense({ inputShape: [3], units: 2, activation: 'relu' })), [1, 3]],
  ['without bias', modelOf(layers.dense({ inputShape: [3], units: 2, useBias: false, activation: 'elu' })), [2, 3]],
  ['of each time step', modelOf(layers.dense({ inputShape: [4, 3], units: 2, activation: 'tanh' })), [2, 4, 3]],
];

const convolutions: readonly [string, LayersModel][] = [
  ['linear', modelOf(layers.conv2d({ inputShape: [6, 5, 2], filters: 3, kernelSize: 3 }))],
  [
    'with padding and strides',
    modelOf(
      layers.conv2d({
        inputShape: [6, 5, 2],
        filters: 3,
        kernelSize: 2,
        padding: 'same',
        strides: 2,
        activation: 'relu',
      }),
    ),
  ],
  ['without bias', modelOf(layers.conv2d({ inputShape: [6, 5, 2], filters: 1, kernelSize: 1, useBias: false }))],
];

const normalizations: readonly [string, LayersModel, readonly number[]][] = [
  ['pictures', modelOf(layers.batchNormalization({ inputShape: [3, 2, 4] })), [5, 3, 2, 4]],
  ['a picture of one pixel', modelOf(layers.batchNormalization({ inputShape: [1, 1, 2] })), [1, 1, 1, 2]],
  ['rows', modelOf(layers.batchNormalization({ inputShape: [3], momentum: 0.8, epsilon: 0.01 })), [6, 3]],
  ['a single row', modelOf(layers.batchNormalization({ inputShape: [3] })), [1, 3]],
  ['sequences', modelOf(layers.batchNormalization({ inputShape: [4, 3] })), [2, 4, 3]],
];

describe('a dense layer', () => {
  it.each(dense)('%s: values and gradients stay', (_, model, shape) => {
    const { plain, native } = bothWays(model, [numbers(shape)]);
    expectClose(native, plain);
  });

  it('multiplies matrices as they are', () => {
    const model = modelOf(layers.dense({ inputShape: [3], units: 2 }));
    useNativeLayers(model);
    expect(operationsOf(() => model.apply(numbers([2, 3])))).toEqual(['MatMul', 'Add']);
  });
});

describe('a convolution', () => {
  it.each(convolutions)('%s: values and gradients stay', (_, model) => {
    for (const rows of [1, 3]) {
      const { plain, native } = bothWays(model, [numbers([rows, 6, 5, 2])]);
      expectClose(native, plain);
    }
  });
});

describe('batch normalization', () => {
  it.each(normalizations)('of %s: values, gradients and moving statistics stay', (_, model, shape) => {
    const { plain, native } = bothWays(model, [numbers(shape)]);
    // Output, gradients by input, gamma and beta, moving mean and variance.
    expect(native).toHaveLength(6);
    expectClose(native, plain, 2e-5);
  });

  it('without training uses the moving statistics', () => {
    const model = modelOf(layers.batchNormalization({ inputShape: [3, 2, 4] }));
    const { plain, native } = bothWays(model, [numbers([5, 3, 2, 4])], { training: false });
    expectClose(native, plain);
  });

  it('of another axis than the last is that of transposed pictures', () => {
    const first = modelOf(layers.batchNormalization({ inputShape: [3, 2, 4], axis: 1 }));
    const last = modelOf(layers.batchNormalization({ inputShape: [2, 4, 3] }));
    for (const model of [first, last]) useNativeLayers(model);
    const run = (model: LayersModel, x: Tensor): Tensor => model.apply(x, { training: true }) as Tensor;
    const x = numbers([5, 3, 2, 4]);
    const transposed = run(last, x.transpose([0, 2, 3, 1])).transpose([0, 3, 1, 2]);
    expectClose([Array.from(run(first, x).dataSync())], [Array.from(transposed.dataSync())]);
    expect(first.getWeights().map((each) => each.arraySync())).toEqual(
      last.getWeights().map((each) => each.arraySync()),
    );
  });

  it('works without scale and center, which tfjs-layers cannot train', () => {
    const model = modelOf(layers.batchNormalization({ inputShape: [2], scale: false, center: false }));
    useNativeLayers(model);
    const x = numbers([4, 2]);
    const output = model.apply(x, { training: true }) as Tensor;
    const centered = x.sub(x.mean(0));
    const expected = centered.div(centered.square().mean(0).add(0.001).sqrt());
    expectClose([Array.from(output.dataSync())], [Array.from(expected.dataSync())]);
  });
});

describe('native layers', () => {
  it('are put in place once, however many models share them', () => {
    const shared = layers.dense({ units: 2 });
    const [first, second] = [3, 3].map((size) => {
      const x = input({ shape: [size] });
      return functional({ inputs: x, outputs: shared.apply(x) as typeof x });
    }) as [LayersModel, LayersModel];
    useNativeLayers(first);
    const { call } = shared;
    useNativeLayers(second);
    expect(shared.call).toBe(call);
  });

  it('leave no tensors behind', () => {
    const model = modelOf(
      layers.conv2d({ inputShape: [6, 5, 2], filters: 3, kernelSize: 3 }),
      layers.batchNormalization(),
      layers.flatten(),
      layers.dense({ units: 2 }),
    );
    useNativeLayers(model);
    const x = numbers([2, 6, 5, 2]);
    const before = memory().numTensors;
    differentiate((each) => model.apply(each, { training: true }) as Tensor, [x]);
    x.dispose();
    expect(memory().numTensors).toBe(before - 1);
  });
});

import { concat, tensor2d, type Tensor } from '@tensorflow/tfjs-core';
import { input, layers, model as functional, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { useNativeLayers } from '../../../../../main/training/model/native-layers';
import { ResetAfterGRU } from '../../../../../main/training/models/reset-after-gru';
import { differentiate, expectClose, numbers, operationsOf } from '../../../trainer/kernels/differentiate';
import { bothWays } from './both-ways';

type Settings = { readonly [name: string]: unknown };
type Make = (settings: Settings) => layers.Layer;

const kinds: readonly [string, Make][] = [
  ['LSTM', (settings) => layers.lstm({ units: 3, recurrentActivation: 'sigmoid', ...settings })],
  ['LSTM with other activations', (settings) => layers.lstm({ units: 3, activation: 'relu', ...settings })],
  ['GRU', (settings) => layers.gru({ units: 3, recurrentActivation: 'sigmoid', ...settings } as never)],
  ['GRU with other activations', (settings) => layers.gru({ units: 3, activation: 'selu', ...settings } as never)],
  [
    'GRU that resets after',
    (settings) =>
      new ResetAfterGRU({ units: 3, activation: 'tanh', recurrentActivation: 'sigmoid', ...settings }) as layers.Layer,
  ],
  ['SimpleRNN', (settings) => layers.simpleRNN({ units: 3, ...settings })],
];

const variants: readonly [string, Settings][] = [
  ['the last output', {}],
  ['all outputs', { returnSequences: true }],
  ['backwards', { returnSequences: true, goBackwards: true }],
  ['without bias', { useBias: false }],
  ['outputs and states', { returnSequences: true, returnState: true }],
];

const masked: readonly [string, Settings][] = [
  ['the last output', {}],
  ['all outputs', { returnSequences: true }],
  ['backwards', { returnSequences: true, goBackwards: true }],
  ['outputs and states', { returnSequences: true, returnState: true }],
];

const shape = [5, 2] as const;

function modelOf(layer: layers.Layer): LayersModel {
  const x = input({ shape: [...shape] });
  const outputs = layer.apply(x) as SymbolicTensor;
  return functional({ inputs: x, outputs });
}

describe.each(kinds)('%s', (_, make) => {
  it.each(variants)('%s: values and gradients stay', (__, settings) => {
    for (const rows of [1, 4]) {
      const { plain, native } = bothWays(modelOf(make(settings)), [numbers([rows, ...shape])]);
      expectClose(native, plain);
    }
  });

  it.each(masked)('with masked steps, %s', (__, settings) => {
    const x = input({ shape: [5] });
    const embedded = layers.embedding({ inputDim: 4, outputDim: 2, maskZero: true }).apply(x);
    const outputs = make(settings).apply(embedded) as SymbolicTensor;
    const steps = tensor2d([
      [1, 2, 0, 3, 0],
      [0, 1, 0, 2, 3],
      [0, 0, 0, 0, 0],
    ]);
    const { plain, native } = bothWays(functional({ inputs: x, outputs }), [steps], { byInputs: false });
    expectClose(native, plain);
  });
});

describe.each(kinds)('dropout of %s', (_, make) => {
  it.each(['dropout', 'recurrentDropout'])('%s: the same mask at every time step', (name) => {
    const layer = make({ [name]: 0.5 });
    const model = modelOf(layer);
    const { cell } = layer as unknown as { readonly cell: { dropoutFunc: (ones: Tensor, rate: number) => Tensor } };
    cell.dropoutFunc = (ones, rate) => numbers(ones.shape, 4).greater(0).cast('float32').div(rate);
    const { plain, native } = bothWays(model, [numbers([4, ...shape])]);
    expectClose(native, plain);
  });
});

describe('an LSTM', () => {
  it('starts from states that are given', () => {
    const layer = layers.lstm({ units: 3, recurrentActivation: 'sigmoid', returnState: true });
    const model = modelOf(layer);
    const compute = (x: Tensor, h: Tensor, c: Tensor): Tensor =>
      concat(layer.call(x, { initialState: [h, c] }) as Tensor[]);
    const inputs = [numbers([2, ...shape]), numbers([2, 3], 7), numbers([2, 3], 8)];
    const plain = differentiate(compute, inputs);
    useNativeLayers(model);
    expectClose(differentiate(compute, inputs), plain);
  });

  it.each([false, true])('is one operation for all time steps, masked: %s', (isMasked) => {
    const x = input({ shape: [...shape] });
    const before = isMasked ? (layers.masking().apply(x) as SymbolicTensor) : x;
    const outputs = layers.lstm({ units: 3, recurrentActivation: 'sigmoid' }).apply(before) as SymbolicTensor;
    const model = functional({ inputs: x, outputs });
    useNativeLayers(model);
    const names = operationsOf(() => model.apply(numbers([2, ...shape])));
    expect(names.filter((name) => name === 'BlockLSTMV2')).toHaveLength(1);
    expect(names).not.toContain('MatMul');
  });

  it('runs both ways in a bidirectional layer', () => {
    const layer = layers.lstm({ units: 3, recurrentActivation: 'sigmoid', returnSequences: true });
    const model = modelOf(layers.bidirectional({ layer: layer as never, mergeMode: 'concat' }));
    const { plain, native } = bothWays(model, [numbers([2, ...shape])]);
    expectClose(native, plain);
  });
});

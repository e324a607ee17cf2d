import { customGrad, memory, type Tensor } from '@tensorflow/tfjs-core';
import { layers, model as functional, sequential, type LayersModel } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { compileModel, type CompiledModel } from '../../../../main/training/model/compiled-model';
import type { CompileOptions } from '../../../../main/training/experiment';
import { RandomLayers } from '../../../../main/training/model/random-layers';
import { readState } from '../../../../main/training/model/state';
import { testOnBatch, trainOnBatch } from '../../../../main/training/step/train-on-batch';

const failure = new Error('thrown on purpose');

function thrower(): never {
  throw failure;
}

/** A layer of a person's own that fails once it is asked to. */
class Failing extends layers.Layer {
  static readonly className = 'Failing';
  isFailing = false;

  override computeOutputShape(shape: number[]): number[] {
    return shape;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    const [input] = [inputs].flat();
    const result = input!.mul(2).add(1);
    return this.isFailing ? thrower() : result;
  }
}

function compiled(model: LayersModel, options: Partial<CompileOptions> = {}): CompiledModel {
  return compileModel(
    model,
    { optimizer: 'adam', loss: 'meanSquaredError', ...options },
    // Operation by operation: a compiled step would not call what throws here.
    { random: new RandomLayers(0), eager: true },
  );
}

const rows = [
  [1, 2, 3],
  [4, 5, 0],
];
const targets = [[1], [2]];

function dense(): LayersModel {
  return sequential({
    layers: [
      layers.dense({ units: 4, inputShape: [3], activation: 'relu' }),
      layers.batchNormalization(),
      layers.dropout({ rate: 0.5 }),
      layers.dense({ units: 1 }),
    ],
  });
}

function recurrent(failing: Failing): LayersModel {
  const input = layers.input({ shape: [3] });
  const embedded = layers.embedding({ inputDim: 6, outputDim: 2, maskZero: true }).apply(input) as Tensor;
  const read = layers.lstm({ units: 3, recurrentDropout: 0.2, returnSequences: true }).apply(embedded) as Tensor;
  const last = layers.gru({ units: 2 }).apply(read) as Tensor;
  const output = layers.dense({ units: 1 }).apply(failing.apply(last)) as never;
  return functional({ inputs: input, outputs: output });
}

/** Tensors that 100 failing batches leave behind, once a first one has failed. */
function leftBehind(model: CompiledModel, x = rows): number {
  const fail = (): void => expect(() => trainOnBatch(model, x, targets)).toThrow(failure.message);
  fail();
  const before = memory().numTensors;
  const state = readState(model);
  for (let round = 0; round < 100; round += 1) fail();
  expect(readState(model)).toEqual(state);
  return memory().numTensors - before;
}

describe('a step that throws leaves no tensor behind and changes nothing', () => {
  it('in a loss', () => {
    const loss = (truth: Tensor, guess: Tensor): Tensor => {
      const error = guess.sub(truth).square();
      return error.rank > 0 ? thrower() : error;
    };
    expect(leftBehind(compiled(dense(), { loss }))).toBe(0);
  });

  it('in a metric', () => {
    const metric = (truth: Tensor, guess: Tensor): Tensor => (guess.sub(truth).rank > 0 ? thrower() : truth);
    expect(leftBehind(compiled(dense(), { metrics: [metric] }))).toBe(0);
  });

  it('in a layer, behind an embedding with a mask and recurrent layers', () => {
    const failing = new Failing({});
    const model = compiled(recurrent(failing));
    trainOnBatch(model, rows, targets);
    failing.isFailing = true;
    expect(leftBehind(model)).toBe(0);
    failing.isFailing = false;
    trainOnBatch(model, rows, targets);
  });

  it('in a constraint of the last weight', () => {
    const model = dense();
    const constraint = { apply: thrower, getConfig: () => ({}), getClassName: () => 'Throwing' };
    Object.assign(model.layers.at(-1)!.trainableWeights.at(-1)!, { constraint });
    expect(leftBehind(compiled(model))).toBe(0);
  });

  it('in the way back', () => {
    const stubborn = customGrad((given) => ({ value: (given as Tensor).square(), gradFunc: thrower }));
    const loss = (truth: Tensor, guess: Tensor): Tensor => stubborn(guess.sub(truth));
    expect(leftBehind(compiled(dense(), { loss }))).toBe(0);
  });
});

it('a test on targets of another length than the masked output leaves no tensor behind', () => {
  const model = sequential({
    layers: [
      layers.masking({ inputShape: [null as unknown as number, 2] }),
      layers.lstm({ units: 3, returnSequences: true }),
      layers.dense({ units: 1 }),
    ],
  });
  const masked = compiled(model);
  const sequence = [1, 3, 0].map((first) => [first, first]);
  const fail = (): void => expect(() => testOnBatch(masked, [sequence], [[[1], [2]]])).toThrow('shape-mismatch');
  fail();
  const before = memory().numTensors;
  fail();
  expect(memory().numTensors).toBe(before);
});

import { afterEach, describe, expect, it } from 'vitest';
import type { GeneratorExperiment } from '../../../../../main/training/experiment';
import * as tf from '../../../../../main/training/tf';
import { DebuggedSession } from '../debugged-session';

let run: DebuggedSession | undefined;
afterEach(() => run?.close());

type Activation = 'linear' | 'relu' | 'sigmoid' | 'softmax' | 'tanh';
type Compile = GeneratorExperiment['compile'];

const x = Array.from({ length: 4 }, (_, row) => [Math.sin(row), Math.cos(row)]);

function experiment(activation: Activation, loss: Compile['loss'], y: readonly number[][] | readonly number[]) {
  const units = Array.isArray(y[0]) ? y[0].length : 3;
  return {
    name: 'fitting',
    seed: 1,
    model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units, activation })] }),
    compile: { optimizer: 'sgd', loss },
    *train() {
      for (;;) yield [x, y] as [number[][], number[][]];
    },
    stepsPerEpoch: 4,
    epochs: 1,
  } satisfies GeneratorExperiment;
}

async function offered(...given: Parameters<typeof experiment>): Promise<readonly string[]> {
  run = await DebuggedSession.open(experiment(...given));
  await run.step(1);
  return run.ask('variantLosses');
}

const numbers = ['meanSquaredError', 'meanAbsoluteError', 'huber', 'logCosh'];
const yesOrNo = [[0], [1], [1], [0]];
const kinds = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 0, 0],
];
const several = [
  [1, 1, 0],
  [0, 1, 0],
  [0, 0, 0],
  [1, 0, 1],
];

describe('the losses that a variant is offered', () => {
  it.each<[string, ...Parameters<typeof experiment>, readonly string[]]>([
    ['measurements', 'linear', 'meanSquaredError', [[0.2], [7], [-1], [3]], numbers],
    ['counts', 'relu', 'poisson', [[2], [7], [1], [0]], [...numbers, 'poisson']],
    ['sides', 'tanh', 'hinge', [[-1], [1], [1], [-1]], [...numbers, 'hinge', 'squaredHinge']],
    [
      'yes or no of one unit',
      'sigmoid',
      'binaryCrossentropy',
      yesOrNo,
      [...numbers, 'binaryCrossentropy', 'binaryFocalCrossentropy', 'poisson'],
    ],
    [
      'several of some',
      'sigmoid',
      'binaryCrossentropy',
      several,
      [...numbers, 'binaryCrossentropy', 'binaryFocalCrossentropy', 'poisson'],
    ],
    [
      'one of several classes',
      'softmax',
      'categoricalCrossentropy',
      kinds,
      [
        ...numbers,
        'categoricalCrossentropy',
        'categoricalFocalCrossentropy',
        'klDivergence',
        'poisson',
        'categoricalHinge',
      ],
    ],
    ['class indices', 'softmax', 'sparseCategoricalCrossentropy', [0, 1, 2, 0], ['sparseCategoricalCrossentropy']],
    [
      'logits',
      'linear',
      { name: 'categoricalCrossentropy', fromLogits: true },
      kinds,
      [...numbers, 'hinge', 'squaredHinge', 'categoricalHinge'],
    ],
    ['the person’s own', 'linear', (yTrue, yPred) => yTrue.sub(yPred).square().mean(-1), yesOrNo, []],
  ])('for %s fit them', async (_, activation, loss, y, expected) => {
    expect(await offered(activation, loss, y)).toEqual(expected);
  });

  it('are each computed, and finite', async () => {
    const losses = await offered('softmax', 'categoricalCrossentropy', kinds);
    for (const loss of losses) {
      const found = (await run!.ask('whatIf', [{ loss }]))!;
      expect(found.variants[0]!.after['loss'], loss).toSatisfy(Number.isFinite);
    }
  });

  it('are known before there is a batch, by the form of the targets', async () => {
    run = await DebuggedSession.open(experiment('linear', 'meanSquaredError', [[0.2], [7], [-1], [3]]));
    expect(await run.ask('variantLosses')).toEqual([...numbers, 'hinge', 'squaredHinge']);
  });
});

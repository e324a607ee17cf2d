import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import type { Sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, it, vi } from 'vitest';
import '../../../main/trainer/backend';
import { compileModel, type CompiledModel } from '../../../main/training/model/compiled-model';
import { prepareBatch } from '../../../main/training/data/prepare-batch';
import type { Named } from '../../../main/training/experiment';
import type { Measured } from '../../../main/training/metrics/metric';
import { RandomLayers } from '../../../main/training/model/random-layers';
import { updateRule, type Numbers } from '../../../main/training/optimizers/optimizer';
import { withKeyedInitializers } from '../../../main/training/random/keyed-initializers';
import { computeStep, discardStep } from '../../../main/training/step/train-on-batch';
import { updated } from './optimizers/variables';
import { noisyModel } from './session/session-fixture';

// A hidden class for each object is garbage that only a full collection finds: memory grows by it, step after step.
setFlagsFromString('--allow-natives-syntax');
const isOfSameClass = runInThisContext('(a, b) => %HaveSameMap(a, b)') as (a: object, b: object) => boolean;

/** V8 has seen all kinds of values by then. */
const warmUp = 20;

function classesOf(objects: readonly object[]): number {
  const firsts: object[] = [];
  for (const each of objects.slice(warmUp)) if (!firsts.some((first) => isOfSameClass(first, each))) firsts.push(each);
  return firsts.length;
}

function times<Result>(make: (step: number) => Result): Result[] {
  return Array.from({ length: warmUp + 10 }, (_, step) => make(step));
}

async function compiled(eager: boolean): Promise<CompiledModel> {
  const model = await withKeyedInitializers(3, 0, noisyModel);
  (model as Sequential).build();
  return compileModel(
    model,
    { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'], weightedMetrics: ['accuracy'] },
    { random: new RandomLayers(3), eager },
  );
}

function computed(model: CompiledModel): readonly object[] {
  const x = [
    [0.1, 0.2, 0.3, 0.4],
    [1, -1, 0.5, 0],
  ];
  return times((step) => {
    const result = computeStep(model, prepareBatch(model, { x, y: [0, 1] }), step);
    discardStep(model, result);
    return result;
  });
}

const averaged = { useEma: true, emaMomentum: 0.8, emaOverwriteFrequency: 3 };
const optimizers: readonly Named[] = [
  'sgd',
  { name: 'sgd', momentum: 0.9, clipnorm: 0.5 },
  'adam',
  { name: 'adam', weightDecay: 0.1, globalClipnorm: 0.5, ...averaged },
  { name: 'nadam', clipvalue: 0.2 },
  'adamax',
  'rmsprop',
  'adagrad',
  'adadelta',
  'ftrl',
  { name: 'lion', weightDecay: 0.1 },
  'adafactor',
];

describe('what each step makes has one hidden class', () => {
  it('unless objects are made in a way that is known to give each its own form', () => {
    expect(classesOf(times((step) => (step % 2 === 0 ? { a: step } : { b: step })))).toBe(2);
  });

  it.each(optimizers)('numbers of an update: %j', (named) => {
    const { state } = updated(named);
    const numbers = times((step): Numbers => {
      state.iterations = step;
      return state.scalars();
    });
    expect(Object.keys(numbers[0]!).length).toBeGreaterThan(0);
    expect(classesOf(numbers)).toBe(1);
  });

  it('what a rule makes its numbers from', () => {
    const rule = updateRule({
      slots: {},
      hyperparameters: { beta1: 0.9, beta2: 0.999 },
      scalars: (given) => given,
      update: ({ value }) => ({ value, slots: {} }),
    });
    const given = times((iterations) => rule.scalars({ learningRate: 0.1, iterations }, rule.hyperparameters));
    expect(Object.keys(given[0]!)).toEqual(['learningRate', 'iterations', 'beta1', 'beta2']);
    expect(classesOf(given)).toBe(1);
  });

  it.each([true, false])('a computed step, and what its metrics measure, eager %s', async (eager) => {
    const model = await compiled(eager);
    const [output] = model.outputs;
    const measured: Measured[] = [];
    for (const metric of [...output!.metrics, ...output!.weightedMetrics]) {
      const { measure } = metric;
      vi.spyOn(metric, 'measure').mockImplementation((given) => {
        measured.push(given);
        return measure(given);
      });
    }
    expect(classesOf(computed(model))).toBe(1);
    if (eager) expect(classesOf(measured)).toBe(1);
  });
});

import { memory, profile, scalar, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import type { Named } from '../../../../main/training/experiment';
import type { Numbers, Scalars } from '../../../../main/training/optimizers/optimizer';
import { gradientsAt, numbersOf, train, updated, type Updated } from './variables';

const averaged = { useEma: true, emaMomentum: 0.8, emaOverwriteFrequency: 3 };
const cosine = { name: 'CosineDecay', initialLearningRate: 0.1, decaySteps: 9 };
const optimizers: readonly Named[] = [
  'sgd',
  { name: 'sgd', momentum: 0.9, nesterov: true, clipnorm: 0.5 },
  { name: 'adam', weightDecay: 0.1 },
  { name: 'adam', amsgrad: true, globalClipnorm: 0.5 },
  { name: 'nadam', clipvalue: 0.2, learningRate: cosine },
  'adamax',
  { name: 'rmsprop', momentum: 0.5, centered: true },
  'adagrad',
  { name: 'adadelta', ...averaged },
  { name: 'ftrl', beta: 0.1, l2RegularizationStrength: 0.1 },
  { name: 'lion', ...averaged, weightDecay: 0.1 },
  'adafactor',
];

function tensorsOf(numbers: Numbers): Scalars {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, scalar(value)]));
}

/** What is proposed for the gradients of step 2 from these numbers; nothing else tells the steps apart. */
function proposedFrom(of: Updated, numbers: Numbers): ReturnType<typeof numbersOf> {
  return numbersOf(of.state.propose(gradientsAt(2, of), of.variables, tensorsOf(numbers)));
}

/** The operations of an update that is recorded. */
async function operationsOf({ state, variables }: Updated, gradients: ReadonlyMap<string, Tensor>): Promise<string[]> {
  const scalars = tensorsOf(state.scalars());
  const { kernels } = await profile(() =>
    tidy(() => [...state.propose(gradients, variables, scalars).values()].map(({ value }) => value)),
  );
  return kernels.map(({ name, inputShapes }) => `${name} ${JSON.stringify(inputShapes)}`);
}

describe('what changes from step to step', () => {
  it.each(optimizers)('never makes it other operations: %j', async (named) => {
    const of = updated(named);
    const gradients = gradientsAt(0, of);
    const first = await operationsOf(of, gradients);
    expect(first.length).toBeGreaterThan(2);
    expect(first.join()).not.toContain('NativeUpdate');
    for (const iterations of [1, 2, 50]) {
      of.state.iterations = iterations;
      expect(await operationsOf(of, gradients)).toEqual(first);
    }
  });

  it.each(optimizers)('is in the scalars and nowhere else: %j', (named) => {
    const [ahead, behind] = [updated(named), updated(named)];
    train(ahead, 1);
    train(behind, 1);
    behind.state.iterations = 0;
    ahead.state.iterations = 2;
    const numbers = ahead.state.scalars();
    expect(Object.values(numbers).map(Math.fround)).toEqual(Object.values(numbers));
    expect(Object.keys(behind.state.scalars())).toEqual(Object.keys(numbers));
    expect(proposedFrom(behind, numbers)).toEqual(proposedFrom(ahead, numbers));
  });

  it.each(optimizers)('may be edited without another operation: %j', (named) => {
    const [edited, plain] = [updated(named), updated(named)];
    const { hyperparameters } = edited.state;
    const present = Object.entries(hyperparameters).filter(([, value]) => value !== 0);
    const changes = Object.fromEntries(present.map(([name, value]) => [name, value / 2]));
    edited.state.setHyperparameters(changes);
    expect(edited.state.structure).toBe(plain.state.structure);
    expect(proposedFrom(plain, edited.state.scalars())).toEqual(proposedFrom(edited, edited.state.scalars()));
    expect(proposedFrom(plain, edited.state.scalars())).not.toEqual(proposedFrom(plain, plain.state.scalars()));
  });

  it.each(optimizers)('gives by plain operations what the eager step gives: %j', (named) => {
    const of = updated(named);
    train(of, 3);
    const eager = numbersOf(of.state.propose(gradientsAt(3, of), of.variables));
    const recorded = numbersOf(of.state.propose(gradientsAt(3, of), of.variables, tensorsOf(of.state.scalars())));
    expect(Object.keys(recorded)).toEqual(Object.keys(eager));
    for (const [name, values] of Object.entries(recorded)) {
      values.forEach((value, index) => expect(Math.abs(value - eager[name]![index]!)).toBeLessThan(5e-6));
    }
  });
});

describe('an update', () => {
  it('leaves no tensors behind and writes nothing before its commit', () => {
    const of = updated({ name: 'adam', clipnorm: 1, weightDecay: 0.1 });
    train(of, 2);
    const [count, before] = [memory().numTensors, of.variables.map(({ value }) => [...value.dataSync()])];
    const gradients = gradientsAt(2, of);
    const update = of.state.propose(gradients, of.variables);
    expect(of.variables.map(({ value }) => [...value.dataSync()])).toEqual(before);
    for (const { value, slots } of update.values()) for (const each of [value, ...slots.values()]) each.dispose();
    for (const gradient of gradients.values()) gradient.dispose();
    expect(memory().numTensors).toBe(count);
  });

  it('is a kernel’s only where the kernel does all of it', () => {
    const constraint = { apply: () => scalar(0) };
    const { state, variables } = updated({ name: 'adamw' }, constraint);
    expect(state.fused(variables[0]!)).toBeUndefined();
    expect(state.fused(variables[1]!)).toMatchObject({ op: 'ResourceApplyAdam', decay: 'decay' });
    const without = (named: Named): unknown => {
      const of = updated(named);
      return of.state.fused(of.variables[0]!);
    };
    expect(without({ name: 'adam', ...averaged })).toBeUndefined();
    expect(without('adagrad')).toBeUndefined();
    expect(without('adam')).not.toHaveProperty('decay');
  });
});

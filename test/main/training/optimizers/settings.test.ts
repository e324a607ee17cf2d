import { describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { findOptimizer } from '../../../../main/training/optimizers/find-optimizer';
import { findSchedule } from '../../../../main/training/optimizers/schedules';

const wrong = (name: string): unknown =>
  expect.objectContaining({ code: 'wrong-hyperparameter', values: expect.objectContaining({ name }) as unknown });

describe('the settings of an optimizer', () => {
  it.each([
    ['globalClipnorm', { name: 'SGD', clipnorm: 1, globalClipnorm: 1 }],
    ['emaMomentum', { name: 'SGD', useEma: true, emaMomentum: 1.5 }],
    ['emaOverwriteFrequency', { name: 'SGD', useEma: true, emaOverwriteFrequency: 0.5 }],
    ['isLegacyOptimizer', { name: 'SGD', isLegacyOptimizer: true }],
    ['momentum', { name: 'SGD', momentum: 'much' }],
    ['decayRate', { name: 'SGD', learningRate: { name: 'ExponentialDecay', initialLearningRate: 1, decaySteps: 2 } }],
  ])('say that %s can’t be used', (name, settings) => {
    expect(() => findOptimizer(settings)).toThrow(wrong(name) as Error);
  });

  it('take what Keras takes without effect', () => {
    const settings = { name: 'adam', jit_compile: true, is_legacy_optimizer: false, as: 'mine', clipnorm: null };
    expect(findOptimizer(settings)).toMatchObject({ clipping: {}, weightDecay: 0, learningRate: 0.001 });
  });

  it('decay weights by default in AdamW', () => {
    expect(findOptimizer('adamw').weightDecay).toBe(0.004);
  });
});

describe('a schedule', () => {
  it('holds its last value after the last boundary', () => {
    const schedule = findSchedule({ name: 'PiecewiseConstantDecay', boundaries: [2, 5], values: [1, 0.5, 0.25] });
    expect([0, 2, 3, 5, 6, 100].map(schedule)).toEqual([1, 1, 0.5, 0.5, 0.25, 0.25]);
  });

  it('restarts twice as long each time', () => {
    const schedule = findSchedule({ name: 'CosineDecayRestarts', initialLearningRate: 1, firstDecaySteps: 2 });
    expect([0, 2, 6, 14].map(schedule)).toEqual([1, 1, 1, 1]);
  });
});

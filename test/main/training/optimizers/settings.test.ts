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

  const schedule = { name: 'ExponentialDecay', initialLearningRate: 1, decaySteps: 2, decayRate: 0.5 };

  it.each([
    ['learningRate', { learningRate: NaN }, 'NaN', 'number >= 0'],
    ['learningRate', { learning_rate: -0.1 }, '-0.1', 'number >= 0'],
    ['learningRate', { learningRate: Infinity }, 'Infinity', 'number >= 0'],
    ['momentum', { momentum: 1.5 }, '1.5', '0 … 1'],
    ['momentum', { momentum: -0.1 }, '-0.1', '0 … 1'],
    ['clipnorm', { clipnorm: -1 }, '-1', 'number >= 0'],
    ['clipvalue', { clipvalue: -1 }, '-1', 'number >= 0'],
    ['globalClipnorm', { global_clipnorm: NaN }, 'NaN', 'number >= 0'],
    ['weightDecay', { weightDecay: NaN }, 'NaN', 'number'],
    ['initialLearningRate', { learningRate: { ...schedule, initialLearningRate: NaN } }, 'NaN', 'number >= 0'],
    ['decaySteps', { learningRate: { ...schedule, decaySteps: 0 } }, '0', 'number > 0'],
    [
      'values',
      { learningRate: { name: 'PiecewiseConstantDecay', boundaries: [1, 2], values: [1, 2] } },
      '[1, 2]',
      '3 × number',
    ],
    ['learningRate', { learningRate: { rate: 1 } }, expect.any(String) as string, 'string | { name, … }'],
  ])('say what is wrong with %s: %j', (name, settings, got, expected) => {
    expect(() => findOptimizer({ name: 'SGD', ...settings })).toThrow(
      expect.objectContaining({ code: 'wrong-hyperparameter', values: { name, expected, got } as unknown }) as Error,
    );
  });

  it.each([
    ['beta1', { name: 'Adam', beta_1: 1.5 }],
    ['rho', { name: 'RMSprop', rho: -1 }],
    ['epsilon', { name: 'Adam', epsilon: NaN }],
    ['optimizer', undefined as never],
    ['optimizer', 7 as never],
    ['optimizer', { learningRate: 1 } as never],
  ])('are told apart by optimizer: %s', (name, settings) => {
    expect(() => findOptimizer(settings)).toThrow(wrong(name) as Error);
  });

  it('may be at their ends', () => {
    const settings = { learningRate: 0, momentum: 1, clipnorm: 0, clipvalue: 2, globalClipnorm: null };
    expect(findOptimizer({ name: 'SGD', ...settings })).toMatchObject({ learningRate: 0, clipping: { clipvalue: 2 } });
  });

  it('may clip elements beside a norm, as in Keras, where the norm then counts', () => {
    const clipping = { clipnorm: 1, clipvalue: 2 };
    expect(findOptimizer({ name: 'SGD', ...clipping })).toMatchObject({ clipping });
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

import { describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { train, updated } from './variables';

const coded = (code: string, name?: string): unknown =>
  expect.objectContaining({ code, ...(name && { values: expect.objectContaining({ name }) as unknown }) });

describe('the hyperparameters of an optimizer at work', () => {
  it('have Keras’s names', () => {
    const common = { weightDecay: 0, clipnorm: 0, globalClipnorm: 0, clipvalue: 0 };
    expect(updated('sgd').state.hyperparameters).toEqual({ learningRate: Math.fround(0.01), ...common });
    expect(updated({ name: 'adamw', clipnorm: 2, useEma: true }).state.hyperparameters).toEqual({
      ...common,
      learningRate: Math.fround(0.001),
      weightDecay: 0.004,
      clipnorm: 2,
      emaMomentum: 0.99,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
    });
  });

  it('change the next update and leave the slots alone', () => {
    const [edited, plain] = [updated({ name: 'sgd', momentum: 0.9 }), updated({ name: 'sgd', momentum: 0.9 })];
    for (const each of [edited, plain]) train(each, 2);
    const before = edited.variables.map(({ value }) => [...value.dataSync()]);
    const slots = (of: typeof edited): number[][] =>
      [...of.state.slots.values()].map((held) => [...held.get('momentum')!.dataSync()]);
    edited.state.setHyperparameters({ learning_rate: 0, momentum: 0.5 });
    expect(slots(edited)).toEqual(slots(plain));
    const momenta = slots(edited);
    train(edited, 1);
    edited.variables.forEach(({ value }, index) =>
      [...value.dataSync()].forEach((now, at) => {
        expect(now).toBeCloseTo(before[index]![at]! + 0.5 * momenta[index]![at]!, 6);
      }),
    );
  });

  it('turn clipping and weight decay on and off', () => {
    const [edited, plain] = [updated('sgd'), updated({ name: 'sgd', clipnorm: 0.1, weightDecay: 0.1 })];
    expect(edited.state.structure).toBe('');
    edited.state.setHyperparameters({ clipnorm: 0.1, weightDecay: 0.1 });
    expect(edited.state.structure).toBe(plain.state.structure);
    for (const each of [edited, plain]) train(each, 2);
    expect(edited.variables.map(({ value }) => [...value.dataSync()])).toEqual(
      plain.variables.map(({ value }) => [...value.dataSync()]),
    );
    edited.state.setHyperparameters({ clipnorm: 0, weightDecay: 0 });
    expect(edited.state.structure).toBe('');
    expect(edited.state.scalars()).not.toHaveProperty('clipnorm');
  });

  it('are part of the state as far as they were edited', () => {
    const { state } = updated({ name: 'adam', clipnorm: 1 });
    expect(state.edits).toEqual({});
    state.setHyperparameters({ clipnorm: 0.5, beta1: 0.8, learningRate: 0.5 });
    const { edits } = state;
    expect(edits).toEqual({ clipnorm: 0.5, beta1: 0.8 });
    state.edits = {};
    expect(state.hyperparameters).toMatchObject({ clipnorm: 1, beta1: 0.9, learningRate: 0.5 });
    state.edits = edits;
    expect(state.hyperparameters).toMatchObject({ clipnorm: 0.5, beta1: 0.8, learningRate: 0.5 });
    expect(() => {
      state.edits = { momentum: 1 };
    }).toThrow(coded('unknown-name', 'momentum') as Error);
    expect(state.edits).toEqual(edits);
  });

  it.each([
    ['beta1', 1],
    ['beta2', -0.1],
    ['clipnorm', -1],
    ['weightDecay', Number.NaN],
    ['epsilon', Infinity],
  ])('refuse %s = %d and change nothing', (name, value) => {
    const { state } = updated('adam');
    const before = state.hyperparameters;
    expect(() => state.setHyperparameters({ learningRate: 1, [name]: value })).toThrow(
      coded('wrong-hyperparameter', name) as Error,
    );
    expect(state.hyperparameters).toEqual(before);
  });

  it('refuse two norms at once, unknown names and a rate that follows a schedule', () => {
    const { state } = updated({ name: 'sgd', clipnorm: 1 });
    expect(() => state.setHyperparameters({ globalClipnorm: 1 })).toThrow(
      coded('wrong-hyperparameter', 'globalClipnorm') as Error,
    );
    state.setHyperparameters({ globalClipnorm: 1, clipnorm: 0 });
    expect(state.structure).toBe('globalClipnorm');
    expect(() => state.setHyperparameters({ momentum: 0.9 })).toThrow(coded('unknown-name', 'momentum') as Error);
    const schedule = { name: 'CosineDecay', initialLearningRate: 0.1, decaySteps: 9 };
    const scheduled = updated({ name: 'sgd', learningRate: schedule }).state;
    expect(() => scheduled.setHyperparameters({ learningRate: 1 })).toThrow(coded('learning-rate-fixed') as Error);
  });
});

import { sequential, layers } from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { compileModel, type CompiledModel } from '../../../../main/training/model/compiled-model';
import { RandomLayers } from '../../../../main/training/model/random-layers';
import { readState, writeState } from '../../../../main/training/model/state';

function compiled(clipnorm?: number): CompiledModel {
  const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2], name: 'out' })] });
  const optimizer = { name: 'adam', ...(clipnorm !== undefined && { clipnorm }) };
  return compileModel(model, { optimizer, loss: 'meanSquaredError' }, { random: new RandomLayers(1) });
}

it('a state holds the hyperparameters that were edited, and only these', () => {
  const edited = compiled();
  const before = readState(edited);
  expect(before.optimizer).not.toHaveProperty('edits');
  edited.optimizer.setHyperparameters({ clipnorm: 0.5, beta1: 0.8, learningRate: 0.5 });
  const after = readState(edited);
  expect(after.optimizer.edits).toEqual({ clipnorm: 0.5, beta1: 0.8 });

  writeState(edited, before);
  expect(edited.optimizer.hyperparameters).toMatchObject({ clipnorm: 0, beta1: 0.9, learningRate: Math.fround(0.001) });
  writeState(edited, after);
  expect(readState(edited)).toEqual(after);

  // What the file says now is not undone by an older state, unless it was edited.
  const changed = compiled(2);
  writeState(changed, before);
  expect(changed.optimizer.hyperparameters['clipnorm']).toBe(2);
  writeState(changed, after);
  expect(changed.optimizer.hyperparameters['clipnorm']).toBe(0.5);
});

it('a state of another optimizer changes nothing', () => {
  const model = compiled();
  const before = readState(model);
  const other = { ...before, optimizer: { ...before.optimizer, iterations: 9, edits: { momentum: 0.9 } } };
  expect(() => {
    writeState(model, other);
  }).toThrow(expect.objectContaining({ code: 'unknown-name' }) as Error);
  expect(readState(model)).toEqual(before);
});

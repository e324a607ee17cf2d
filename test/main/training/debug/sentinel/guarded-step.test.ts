import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { compilingStep } from '../../../../../main/training/compiled-step/compiling-step';
import { compileModel } from '../../../../../main/training/model/compiled-model';
import { prepareBatch } from '../../../../../main/training/data/prepare-batch';
import { disposeBatch, type PreparedBatch } from '../../../../../main/training/data/prepared-batch';
import { RandomLayers } from '../../../../../main/training/model/random-layers';
import { readState } from '../../../../../main/training/model/state';
import { disposeResults, type TrainedStep } from '../../../../../main/training/step/step';
import { stateHash } from '../../../../../main/training/time-travel/snapshot';
import * as tf from '../../../../../main/training/tf';
import { batchOf, compiledNetwork, networks, type NetworkName } from '../../compiled-step/step-fixture';

const names = Object.keys(networks) as NetworkName[];

async function opened(name: NetworkName, eager: boolean) {
  const network = networks[name];
  const compiled = await compiledNetwork(network, eager);
  const step = compilingStep(compiled);
  return {
    step,
    hash: () => stateHash({ '': readState(compiled) }),
    /** Without names: those of layers are counted through a process. */
    values: () => {
      const slots = [...compiled.optimizer.slots.values()].flatMap((held) => [...held.values()]);
      return [...compiled.variables.map(({ value }) => value), ...slots].map((each) => each.dataSync());
    },
    take: (number: number, move: (batch: PreparedBatch) => TrainedStep | undefined) => {
      const batch = batchOf(compiled, network, number);
      const trained = move(batch);
      disposeBatch(batch);
      if (trained) disposeResults(trained.results);
      return trained?.sums;
    },
    /** The batch with NaN in its second row, or in its weights where tokens can't be NaN. */
    spoiled: (number: number, move: (batch: PreparedBatch) => TrainedStep | undefined) => {
      const { weights, ...batch } = batchOf(compiled, network, number);
      const bad = { ...batch, weights: [tf.tensor1d([1, NaN, 1, 1])] };
      const trained = move(bad);
      disposeBatch({ ...bad, weights: [...bad.weights, ...weights] });
      return trained;
    },
  };
}

/** A dense layer, trained on batches whose numbers are all of one size. */
function sized(units: number) {
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [8], units })] });
  const settings = { random: new RandomLayers(1), eager: false };
  const compiled = compileModel(model, { optimizer: 'adam', loss: 'meanAbsoluteError' }, settings);
  const step = compilingStep(compiled);
  const isTrained = (size: number): boolean => {
    const [x, y] = [tf.fill([4, 8], size), tf.fill([4, units], -1)];
    const batch = prepareBatch(compiled, { x, y, sampleWeight: tf.fill([4], size) });
    const trained = step.trainGuarded(batch, 0);
    disposeBatch(batch);
    if (trained) disposeResults(trained.results);
    return trained !== undefined;
  };
  return { step, isTrained };
}

describe('a guarded step that is compiled', () => {
  it.each([
    ['a small layer, whose squares are looked at one by one', 4],
    ['one of middle size, whose squares are added up', 64],
    ['a large one, whose inputs are looked at instead', 2048],
  ])('writes no square that overflows: %s', (_, units) => {
    const { step, isTrained } = sized(units);
    expect([1, 1e12, 1].map(isTrained)).toEqual([true, false, true]);
    expect(step.mode?.kind).toBe('compiled');
  });

  it('is tried more and more seldom where it is held back again and again', () => {
    const { step, isTrained } = sized(4);
    isTrained(1);
    for (let count = 0; count < 5; count += 1) expect(isTrained(1e12)).toBe(false);
    expect([1, 1, 1, 1e12].map(isTrained)).toEqual([false, false, true, false]);
    expect([1, 1, 1, 1, 1].map(isTrained)).toEqual([false, false, false, false, true]);
    expect(step.mode?.kind).toBe('compiled');
  });
});

describe.each([
  ['compiled', false],
  ['eager', true],
])('a guarded step that is %s', (mode, eager) => {
  it.each(names)('writes the bits of a plain one: %s', async (name) => {
    const [guarded, plain] = [await opened(name, eager), await opened(name, eager)];
    for (let number = 0; number < 4; number += 1) {
      const sums = guarded.take(number, (batch) => guarded.step.trainGuarded(batch, number));
      expect(sums).toEqual(plain.take(number, (batch) => plain.step.train(batch, number)));
    }
    expect(guarded.step.mode?.kind).toBe(mode);
    expect(guarded.values()).toEqual(plain.values());
  });

  it.each(names)('writes nothing of a batch with NaN: %s', async (name) => {
    const { step, hash, take, spoiled } = await opened(name, eager);
    take(0, (batch) => step.trainGuarded(batch, 0));
    expect(spoiled(1, (batch) => step.trainGuarded(batch, 1))).toBeUndefined();
    take(1, (batch) => step.trainGuarded(batch, 1));
    const before = hash();
    const tensors = memory().numTensors;
    expect(spoiled(2, (batch) => step.trainGuarded(batch, 2))).toBeUndefined();
    expect(hash()).toBe(before);
    expect(memory().numTensors).toBe(tensors);
    expect(step.mode?.kind).toBe(mode);
    expect(take(2, (batch) => step.trainGuarded(batch, 2))).toBeDefined();
    expect(hash()).not.toBe(before);
  });

  it.each(names)('writes the bits of a plain one after somebody has seen its sums: %s', async (name) => {
    const [seen, plain] = [await opened(name, eager), await opened(name, eager)];
    const saw: (readonly number[])[] = [];
    const wanted: (readonly number[])[] = [];
    for (let number = 0; number < 4; number += 1) {
      seen.take(number, (batch) => seen.step.trainGuarded(batch, number, (sums) => saw.push(sums) > 0));
      wanted.push(plain.take(number, (batch) => plain.step.train(batch, number))!);
    }
    expect(saw).toEqual(wanted);
    expect(seen.step.mode?.kind).toBe(mode);
    expect(seen.values()).toEqual(plain.values());
  });

  it.each(names)('writes nothing if somebody says no: %s', async (name) => {
    const { step, hash, take, spoiled } = await opened(name, eager);
    take(0, (batch) => step.trainGuarded(batch, 0, () => true));
    const before = hash();
    const tensors = memory().numTensors;
    expect(take(1, (batch) => step.trainGuarded(batch, 1, () => false))).toBeUndefined();
    const isAsked: boolean[] = [];
    expect(spoiled(1, (batch) => step.trainGuarded(batch, 1, () => isAsked.push(true) > 0))).toBeUndefined();
    expect(isAsked).toEqual([]);
    expect(hash()).toBe(before);
    expect(memory().numTensors).toBe(tensors);
    expect(take(1, (batch) => step.trainGuarded(batch, 1, () => true))).toBeDefined();
    expect(hash()).not.toBe(before);
  });
});

import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { compilingStep } from '../../../../main/training/compiled-step/compiling-step';
import { compileModel } from '../../../../main/training/model/compiled-model';
import { prepareBatch } from '../../../../main/training/data/prepare-batch';
import { disposeBatch, type PreparedBatch } from '../../../../main/training/data/prepared-batch';
import { RandomLayers } from '../../../../main/training/model/random-layers';
import { readState } from '../../../../main/training/model/state';
import { kindsUpTo, squareKinds, tensorSquares, type StepSquares } from '../../../../main/training/step/squares';
import {
  disposeResults,
  type ComputedStep,
  type MayWrite,
  type TrainedStep,
} from '../../../../main/training/step/step';
import { stateHash } from '../../../../main/training/time-travel/snapshot';
import * as tf from '../../../../main/training/tf';
import { batchOf, compiledNetwork, networks, type NetworkName } from './step-fixture';

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
    /** Of the tensors of a computed step. */
    squaresOf: ({ gradients, update }: ComputedStep): StepSquares => ({
      gradients: new Map([...gradients].map(([key, each]) => [key, tensorSquares(each)])),
      weights: new Map(compiled.variables.map(({ name: key, value }) => [key, tensorSquares(value)])),
      changes: new Map(
        compiled.trainable.flatMap(({ name: key, value }): [string, number][] => {
          const next = update.get(key)?.value;
          return next ? [[key, tf.tidy(() => tensorSquares(next.sub(value)))]] : [];
        }),
      ),
    }),
    /** The new values that a step proposes, and those of the same variables later. */
    proposal: ({ update, writes }: ComputedStep) => {
      const owners = new Map([...compiled.variables, ...compiled.states].map((each) => [each.name, each.value]));
      const pairs = [...writes].map(([key, next]): [tf.Tensor, tf.Tensor] => [next, owners.get(key)!]);
      for (const [key, { value, slots }] of update) {
        pairs.push([value, owners.get(key)!]);
        for (const [slot, next] of slots) pairs.push([next, compiled.optimizer.slots.get(key)!.get(slot)!]);
      }
      const proposed = pairs.map(([next]) => next.dataSync());
      return { proposed, written: () => pairs.map(([, variable]) => variable.dataSync()) };
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

/** A layer with Adam, and whether it is trained on a batch. */
function single(layer: tf.layers.Layer, eager: boolean, loss = 'meanAbsoluteError') {
  const model = tf.sequential({ layers: [layer] });
  const settings = { random: new RandomLayers(1), eager };
  const compiled = compileModel(model, { optimizer: 'adam', loss }, settings);
  const step = compilingStep(compiled);
  const isTrained = (x: tf.Tensor, y: tf.Tensor, weight: number): boolean => {
    const sampleWeight = tf.fill([x.shape[0]!], weight);
    const batch = prepareBatch(compiled, { x, y, sampleWeight }, { allowNotFinite: true });
    const trained = step.trainGuarded(batch, 0);
    disposeBatch(batch);
    if (trained) disposeResults(trained.results);
    return trained !== undefined;
  };
  return { step, isTrained, hash: () => stateHash({ '': readState(compiled) }) };
}

/** A dense layer, trained on batches whose numbers are all of one size. */
function sized(units: number, eager = false) {
  const { step, isTrained } = single(tf.layers.dense({ inputShape: [16], units }), eager);
  return { step, isTrained: (size: number) => isTrained(tf.fill([4, 16], size), tf.fill([4, units], -1), size) };
}

/** A dense layer whose weights are zeros, trained on a batch that gives its kernel one number as a gradient, and zeros elsewhere. */
function alone(units: number, eager: boolean) {
  const layer = tf.layers.dense({ inputShape: [16], units, kernelInitializer: 'zeros', useBias: false });
  const { step, isTrained } = single(layer, eager, 'meanSquaredError');
  const first = (width: number, value: number): tf.Tensor => tf.oneHot([0, 0, 0, 0], width).mul(value);
  const withGradient = (gradient: number): boolean => {
    const root = Math.sqrt(gradient);
    return isTrained(first(16, root), first(units, 1), (units * root) / 2);
  };
  return { step, isTrained: withGradient };
}

type Filters = {
  readonly side: number;
  readonly filters: number;
  readonly padding: 'same' | 'valid';
  readonly strides: number;
};

/** A convolution, trained on pictures of ones but for one number. */
function convolved({ side, ...settings }: Filters, eager: boolean) {
  const shape = [side, side, 2];
  const layer = tf.layers.conv2d({ inputShape: shape, kernelSize: 3, activation: 'relu', ...settings });
  const { step, isTrained, hash } = single(layer, eager);
  const y = tf.zeros([4, ...(layer.computeOutputShape([4, ...shape]).slice(1) as number[])]);
  const withPlace = (row: number, column: number, value: number): boolean => {
    const x = tf.buffer([4, ...shape]);
    x.values.fill(1);
    x.set(value, 3, row, column, 1);
    return isTrained(x.toTensor(), y, 1);
  };
  return { step, hash, isTrained: withPlace };
}

describe('a guarded step that is compiled', () => {
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
  it.each([
    ['a small layer, whose squares are looked at one by one', 4],
    ['one of middle size, whose squares are added up', 64],
    ['a large one, whose inputs are looked at instead', 2048],
  ])('writes no square that overflows: %s', (_, units) => {
    const { step, isTrained } = sized(units, eager);
    expect([1, 1e12, 1].map(isTrained)).toEqual([true, false, true]);
    expect(step.mode?.kind).toBe(mode);
  });

  it.each([4, 64, 2048])('writes no single square that just overflows, of %i units', (units) => {
    const { step, isTrained } = alone(units, eager);
    expect([0, 1.9e19, 2.5e19, 3.6e19, 1e18].map(isTrained)).toEqual([true, false, false, false, true]);
    expect(step.mode?.kind).toBe(mode);
  });

  it.each([
    { side: 8, filters: 3, padding: 'same', strides: 1 },
    { side: 8, filters: 3, padding: 'valid', strides: 1 },
    { side: 28, filters: 16, padding: 'valid', strides: 1 },
    { side: 8, filters: 3, padding: 'valid', strides: 2 },
  ] as const)('finds what is not finite anywhere in a picture: %o', (filters) => {
    const { step, hash, isTrained } = convolved(filters, eager);
    const last = filters.side - 1;
    expect(isTrained(0, 0, 2)).toBe(true);
    const before = hash();
    expect(isTrained(0, 0, NaN)).toBe(false);
    expect(isTrained(last, last, Infinity)).toBe(false);
    expect(isTrained(0, last, -Infinity)).toBe(false);
    expect(isTrained(4, 3, NaN)).toBe(false);
    expect(hash()).toBe(before);
    expect(isTrained(0, 0, 2)).toBe(true);
    expect(step.mode?.kind).toBe(mode);
  });

  it.each(names)('writes the bits of a plain one: %s', async (name) => {
    const [guarded, plain] = [await opened(name, eager), await opened(name, eager)];
    for (let number = 0; number < 4; number += 1) {
      const sums = guarded.take(number, (batch) => guarded.step.trainGuarded(batch, number));
      expect(sums).toEqual(plain.take(number, (batch) => plain.step.train(batch, number)));
    }
    expect(guarded.step.mode?.kind).toBe(mode);
    expect(guarded.values()).toEqual(plain.values());
  });

  it.each(names)('writes the same bits if it is measured, in every form by the same squares: %s', async (name) => {
    const [written, held, inside] = [await opened(name, eager), await opened(name, eager), await opened(name, eager)];
    for (let number = 0; number < 3; number += 1) {
      const saw: StepSquares[] = [];
      written.take(number, (batch) => {
        const trained = written.step.trainGuarded(batch, number, { squares: 'changes' })!;
        saw.push(trained.squares!);
        return trained;
      });
      held.take(number, (batch) => {
        const mayWrite: MayWrite = (_, squares) => saw.push(squares!) > 0;
        return held.step.trainGuarded(batch, number, { mayWrite, squares: 'changes' });
      });
      inside.take(number, (batch) => {
        const computed = inside.step.compute(batch, number);
        const own = inside.squaresOf(computed);
        saw.push(computed.squares ?? own);
        for (const kind of squareKinds) {
          const found = [...own[kind]!];
          expect(found.some(([, squares]) => squares > 0)).toBe(true);
          for (const [key, squares] of found) {
            const one = saw[2]![kind]!.get(key)!;
            expect(Math.abs(one - squares)).toBeLessThanOrEqual(1e-5 * squares);
          }
        }
        inside.step.commit(computed);
        return computed;
      });
      const [first, ...others] = saw.map((squares) => squareKinds.map((kind) => [...squares[kind]!.values()]));
      expect(others).toEqual([first, first]);
    }
    expect(written.step.mode?.kind).toBe(mode);
    expect(written.values()).toEqual(inside.values());
    expect(held.values()).toEqual(inside.values());
  });

  it.each(squareKinds)('gives squares up to what is asked for: %s', async (squares) => {
    const { step, take } = await opened('middle', eager);
    const saw: (StepSquares | undefined)[] = [];
    take(0, (batch) => {
      const trained = step.trainGuarded(batch, 0, { squares })!;
      saw.push(trained.squares);
      return trained;
    });
    take(1, (batch) => step.trainGuarded(batch, 1, { squares, mayWrite: (_, own) => saw.push(own) > 0 }));
    const kinds = kindsUpTo(squares);
    expect(saw.map((own) => Object.keys(own!))).toEqual([kinds, kinds]);
    const tensors = memory().numTensors;
    take(2, (batch) => step.trainGuarded(batch, 2, { squares, mayWrite: () => false }));
    expect(memory().numTensors).toBe(tensors);
  });

  it.each(names)('writes what a computed step has proposed, as bits: %s', async (name) => {
    const { step, take, proposal } = await opened(name, eager);
    for (let number = 0; number < 2; number += 1) {
      take(number, (batch) => {
        const computed = step.compute(batch, number);
        const { proposed, written } = proposal(computed);
        step.commit(computed);
        expect(written()).toEqual(proposed);
        return computed;
      });
    }
    expect(step.mode?.kind).toBe(mode);
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
      seen.take(number, (batch) => seen.step.trainGuarded(batch, number, { mayWrite: (sums) => saw.push(sums) > 0 }));
      wanted.push(plain.take(number, (batch) => plain.step.train(batch, number))!);
    }
    expect(saw).toEqual(wanted);
    expect(seen.step.mode?.kind).toBe(mode);
    expect(seen.values()).toEqual(plain.values());
  });

  it.each(names)('writes nothing if somebody says no: %s', async (name) => {
    const { step, hash, take, spoiled } = await opened(name, eager);
    take(0, (batch) => step.trainGuarded(batch, 0, { mayWrite: () => true }));
    const before = hash();
    const tensors = memory().numTensors;
    expect(take(1, (batch) => step.trainGuarded(batch, 1, { mayWrite: () => false }))).toBeUndefined();
    const isAsked: boolean[] = [];
    expect(
      spoiled(1, (batch) => step.trainGuarded(batch, 1, { mayWrite: () => isAsked.push(true) > 0 })),
    ).toBeUndefined();
    expect(isAsked).toEqual([]);
    expect(hash()).toBe(before);
    expect(memory().numTensors).toBe(tensors);
    expect(take(1, (batch) => step.trainGuarded(batch, 1, { mayWrite: () => true }))).toBeDefined();
    expect(hash()).not.toBe(before);
  });
});

it('trains a compiled model of which nothing is trainable', () => {
  const frozen = tf.layers.dense({ units: 2, inputShape: [3], trainable: false });
  const { step, isTrained } = single(frozen, false);
  expect(isTrained(tf.ones([4, 3]), tf.ones([4, 2]), 1)).toBe(true);
  expect(step.mode?.kind).toBe('compiled');
});

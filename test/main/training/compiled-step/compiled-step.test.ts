import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { nativeBackend } from '../../../../main/training/compiled-step/native-binding';
import { readState, writeState } from '../../../../main/training/model/state';
import * as tf from '../../../../main/training/tf';
import { networks, inTwoMoves, stepOf, train, type NetworkName } from './step-fixture';

const names = Object.keys(networks) as NetworkName[];
const mixedRows = (step: number): number => 4 + (step % 3);

type Native = { getNumOfTensors(): number; getNumOfSavedModels(): number };
const native = (): Native => nativeBackend()!.binding as unknown as Native;

describe('a compiled step', () => {
  it.each(names)('trains %s as the eager step does', async (name) => {
    const network = networks[name];
    const [step, compiled] = await stepOf(network);
    const [eager, other] = await stepOf(network, true);
    const got = train(step, compiled, network, { steps: 5 });
    expect(step.mode).toEqual({ kind: 'compiled' });
    expect(eager.mode).toEqual({ kind: 'eager', reason: { code: 'chosen' } });
    const expected = train(eager, other, network, { steps: 5 });
    got.forEach((sums, at) => expect(sums[0], `loss ${at}`).toBeCloseTo(expected[at]![0]!, 4));
    step.close();
  });

  it.each(names)('leaves the same bits in one move and in two for %s', async (name) => {
    const network = networks[name];
    const [one, first] = await stepOf(network);
    const [two, second] = await stepOf(network);
    const ones = train(one, first, network, { steps: 3 });
    expect(train(two, second, network, { steps: 3, take: inTwoMoves(two) })).toEqual(ones);
    const [state, other] = [readState(first), readState(second)];
    expect(Object.values(other.weights)).toEqual(Object.values(state.weights));
    expect(Object.values(other.optimizer.slots).map(Object.values)).toEqual(
      Object.values(state.optimizer.slots).map(Object.values),
    );
    for (const step of [one, two]) step.close();
  });

  it('repeats its bits, whatever the sizes of the batches, and wherever somebody reads its weights', async () => {
    const network = networks.convolution;
    const [step, compiled] = await stepOf(network);
    const [other, looked] = await stepOf(network);
    const sums = train(step, compiled, network, { steps: 7, rows: mixedRows });
    const again = Array.from({ length: 7 }, (_, from) => {
      readState(looked);
      return train(other, looked, network, { steps: 1, from, rows: mixedRows })[0];
    });
    expect(again).toEqual(sums);
    expect(Object.values(readState(looked).weights)).toEqual(Object.values(readState(compiled).weights));
    for (const each of [step, other]) each.close();
  });

  it.each(['in one move', 'in two'])('makes zeros of what is left of a momentum, each 256th step %s', async (how) => {
    const network = networks.vocabulary;
    const [step, compiled] = await stepOf(network);
    const [slots] = compiled.optimizer.slots.values();
    const momentum = slots!.get('momentum')!;
    const left = tf.tensor(new Float32Array(momentum.size).fill(1e-40), momentum.shape);
    momentum.assign(left);
    left.dispose();
    compiled.optimizer.iterations = 254;
    const smallAfter = (from: number): number => {
      train(step, compiled, network, { steps: 1, from, ...(how === 'in two' && { take: inTwoMoves(step) }) });
      return momentum.dataSync().filter((each) => each !== 0 && Math.abs(each) < 2 ** -126).length;
    };
    expect(smallAfter(254)).toBeGreaterThan(momentum.size / 2);
    expect(smallAfter(255)).toBe(0);
    expect(step.mode).toEqual({ kind: 'compiled' });
    step.close();
  });

  it('goes on bit for bit from a state that was put back', async () => {
    const network = networks.dropout;
    const [step, compiled] = await stepOf(network);
    train(step, compiled, network, { steps: 2 });
    const state = readState(compiled);
    const first = train(step, compiled, network, { steps: 3, from: 2 });
    const end = readState(compiled);
    writeState(compiled, state);
    expect(train(step, compiled, network, { steps: 3, from: 2 })).toEqual(first);
    expect(readState(compiled)).toEqual(end);
    step.close();
  });

  it('writes nothing when it computes, and nothing when that is let go', async () => {
    const network = networks.convolution;
    const [step, compiled] = await stepOf(network);
    train(step, compiled, network, { steps: 1 });
    const before = readState(compiled);
    const discard = (batch: Parameters<typeof step.compute>[0], number: number) => {
      const computed = step.compute(batch, number);
      const names = compiled.trainable.map(({ name }) => name);
      expect([...computed.gradients.keys()]).toEqual(names);
      expect([...computed.update.keys()]).toEqual(names);
      expect(computed.writes.size).toBe(2);
      step.discard(computed);
      return { ...computed, results: { predictions: [], lossValues: [] } };
    };
    train(step, compiled, network, { steps: 1, from: 1, take: discard });
    expect(readState(compiled)).toEqual(before);
    step.close();
  });

  it('leaves no tensor and no graph behind', async () => {
    const network = networks.embedding;
    const [step, compiled] = await stepOf(network);
    train(step, compiled, network, { steps: 2 });
    const before = [memory().numTensors, native().getNumOfTensors(), native().getNumOfSavedModels()];
    train(step, compiled, network, { steps: 10 });
    train(step, compiled, network, { steps: 3, take: inTwoMoves(step) });
    expect([memory().numTensors, native().getNumOfTensors(), native().getNumOfSavedModels()]).toEqual(before);
    step.close();
    expect(native().getNumOfSavedModels()).toBe(before[2]! - 1);
  });
});

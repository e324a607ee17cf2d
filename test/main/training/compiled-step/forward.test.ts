import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { CompilingForward } from '../../../../main/training/compiled-step/compiling-forward';
import { disposeBatch } from '../../../../main/training/data/prepared-batch';
import { predictOnBatch } from '../../../../main/training/step/train-on-batch';
import { batchOf, compiledNetwork, networks, stepOf, train, type NetworkName } from './step-fixture';

describe('a compiled forward pass', () => {
  it.each(Object.keys(networks) as NetworkName[])('gives for %s what the operations give', async (name) => {
    const network = networks[name];
    const [compiled, eager] = [await compiledNetwork(network), await compiledNetwork(network, true)];
    const forward = new CompilingForward(compiled);
    const batch = batchOf(compiled, network, 0);
    const [predicted] = forward.predict(batch.xs)!;
    const [expected] = predictOnBatch(eager, batch.xs);
    const [got, want] = [predicted!.dataSync(), expected!.dataSync()];
    want.forEach((each, at) => expect(got[at]).toBeCloseTo(each, 5));
    expect(forward.test(batch)).toHaveLength(4);
    for (const tensor of [predicted!, expected!]) tensor.dispose();
    disposeBatch(batch);
    forward.close();
  });

  it('takes the weights as they are now, and leaves no tensor behind', async () => {
    const network = networks.dense;
    const [step, compiled] = await stepOf(network);
    const forward = new CompilingForward(compiled);
    const batch = batchOf(compiled, network, 0);
    const first = forward.test(batch)!;
    train(step, compiled, network, { steps: 3 });
    const second = forward.test(batch)!;
    expect(second[0]).toBeLessThan(first[0]!);
    const count = memory().numTensors;
    expect(forward.test(batch)).toEqual(second);
    expect(memory().numTensors).toBe(count);
    disposeBatch(batch);
    forward.close();
    step.close();
  });
});

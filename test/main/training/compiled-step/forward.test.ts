import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import { CompilingForward } from '../../../../main/training/compiled-step/compiling-forward';
import { GraphSession } from '../../../../main/training/compiled-step/graph-session';
import { disposeBatch } from '../../../../main/training/data/prepared-batch';
import { predictOnBatch } from '../../../../main/training/step/train-on-batch';
import { batchOf, compiledNetwork, networks, stepOf, train, type NetworkName } from './step-fixture';

const noGraph = (): never => {
  throw new Error('there is no graph');
};

describe('a compiled forward pass', () => {
  it.each(Object.keys(networks) as NetworkName[])('gives for %s what the operations give', async (name) => {
    const network = networks[name];
    const [compiled, eager] = [await compiledNetwork(network), await compiledNetwork(network, true)];
    const forward = new CompilingForward(compiled);
    const batch = batchOf(compiled, network, 0);
    const [predicted] = forward.predict(batch.xs, noGraph);
    const [expected] = predictOnBatch(eager, batch.xs);
    const [got, want] = [predicted!.dataSync(), expected!.dataSync()];
    want.forEach((each, at) => expect(got[at]).toBeCloseTo(each, 5));
    expect(forward.test(batch, noGraph)).toHaveLength(4);
    for (const tensor of [predicted!, expected!]) tensor.dispose();
    disposeBatch(batch);
    forward.close();
  });

  it('takes the weights as they are now, and leaves no tensor behind', async () => {
    const network = networks.dense;
    const [step, compiled] = await stepOf(network);
    const forward = new CompilingForward(compiled);
    const batch = batchOf(compiled, network, 0);
    const first = forward.test(batch, noGraph);
    train(step, compiled, network, { steps: 3 });
    const second = forward.test(batch, noGraph);
    expect(second[0]).toBeLessThan(first[0]!);
    const count = memory().numTensors;
    expect(forward.test(batch, noGraph)).toEqual(second);
    expect(memory().numTensors).toBe(count);
    disposeBatch(batch);
    forward.close();
    step.close();
  });

  it('that TensorFlow refuses is one of operations from then on, and says why', async () => {
    const compiled = await compiledNetwork(networks.dense);
    const forward = new CompilingForward(compiled);
    const batch = batchOf(compiled, networks.dense, 0);
    forward.test(batch, noGraph);
    const refusing = vi.spyOn(GraphSession.prototype, 'run').mockImplementationOnce(() => {
      throw new Error('no memory');
    });
    expect(forward.test(batch, () => [1, 2])).toEqual([1, 2]);
    refusing.mockRestore();
    expect(forward.mode).toEqual({ kind: 'eager', reason: { code: 'refused', message: 'no memory' } });
    expect(forward.test(batch, () => [3])).toEqual([3]);
    disposeBatch(batch);
  });

  it('stays a graph if the operations refuse the batch too', async () => {
    const compiled = await compiledNetwork(networks.dense);
    const forward = new CompilingForward(compiled);
    const batch = batchOf(compiled, networks.dense, 0);
    const sums = forward.test(batch, noGraph);
    const refusing = vi.spyOn(GraphSession.prototype, 'run').mockImplementationOnce(() => {
      throw new Error('no such row');
    });
    const wrongBatch = (): never => {
      throw new Error('wrong batch');
    };
    expect(() => forward.test(batch, wrongBatch)).toThrow('wrong batch');
    refusing.mockRestore();
    expect(forward.mode).toEqual({ kind: 'compiled' });
    expect(forward.test(batch, noGraph)).toEqual(sums);
    disposeBatch(batch);
    forward.close();
  });
});

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { GraphSession } from '../../../../main/training/compiled-step/graph-session';
import { nativeBackend } from '../../../../main/training/compiled-step/native-binding';
import { ownHome } from '../../../../main/training/compiled-step/session-home';
import type { CustomLoss } from '../../../../main/training/experiment';
import * as tf from '../../../../main/training/tf';
import { networks, stepOf, train, type Network } from './step-fixture';

const { dense } = networks;

const squared = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor => yPred.mean(-1).sub(yTrue).square();

function withLoss(loss: CustomLoss): Network {
  return { ...dense, options: { optimizer: 'sgd', loss } };
}

async function modeWith(loss: CustomLoss) {
  const network = withLoss(loss);
  const [step, compiled] = await stepOf(network);
  const [sums] = train(step, compiled, network, { steps: 2 });
  expect(sums![0]).toBeGreaterThan(0);
  step.close();
  return step.mode;
}

class Shrinking extends tf.layers.Layer {
  static readonly className = 'Shrinking';
  #calls = 0;

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    this.#calls += 1;
    return (Array.isArray(inputs) ? inputs[0]! : inputs).div(this.#calls);
  }
}

afterEach(() => void vi.unstubAllEnvs());

describe('a step that can not be a graph runs operation by operation and says why', () => {
  it('one that reads the values of tensors', async () => {
    const mode = await modeWith((yTrue, yPred) => squared(yTrue, yPred).mul(yPred.dataSync()[0]! > 9 ? 2 : 1));
    expect(mode).toMatchObject({ kind: 'eager', reason: { code: 'reads-values' } });
  });

  it('one that catches what is thrown when it reads', async () => {
    const mode = await modeWith((yTrue, yPred) => {
      try {
        yPred.dataSync();
      } catch {
        return squared(yTrue, yPred).mul(2);
      }
      return squared(yTrue, yPred);
    });
    expect(mode).toMatchObject({ kind: 'eager', reason: { code: 'reads-values' } });
  });

  it('one whose numbers change from step to step', async () => {
    const network: Network = {
      ...dense,
      build: () =>
        tf.sequential({
          layers: [new Shrinking({ inputShape: [6] } as object), tf.layers.dense({ units: 3, activation: 'softmax' })],
        }),
    };
    const [step, compiled] = await stepOf(network);
    train(step, compiled, network, { steps: 1 });
    expect(step.mode).toEqual({ kind: 'eager', reason: { code: 'changes', operation: 'RealDiv' } });
  });

  it('one with a variable that is not the model’s', async () => {
    const scale = tf.variable(tf.scalar(2));
    const mode = await modeWith((yTrue, yPred) => squared(yTrue, yPred).mul(scale));
    expect(mode).toMatchObject({ kind: 'eager', reason: { code: 'outside-variable', variable: scale.name } });
    scale.dispose();
  });

  it('but not one with a tensor of its own that stays the same', async () => {
    const scale = tf.tensor([2]);
    expect(await modeWith((yTrue, yPred) => squared(yTrue, yPred).mul(scale))).toEqual({ kind: 'compiled' });
    scale.dispose();
  });

  it('and a graph that TensorFlow refuses leaves no file', () => {
    // Other processes write graphs too.
    const own = mkdtempSync(join(tmpdir(), 'batchpoint-test-'));
    vi.stubEnv('TMPDIR', own);
    vi.stubEnv('TEMP', own);
    expect(tmpdir()).toBe(own);
    const nodes = [{ name: 'a', op: 'NoSuchOperation', input: [], attr: {} }];
    expect(() => new GraphSession(ownHome(nativeBackend()!), nodes)).toThrow(/NoSuchOperation/);
    expect(readdirSync(own)).toEqual([]);
    rmSync(own, { recursive: true });
  });
});

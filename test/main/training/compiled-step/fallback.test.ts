import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { GraphSession } from '../../../../main/training/compiled-step/graph-session';
import { nativeBackend } from '../../../../main/training/compiled-step/native-binding';
import { ownHome } from '../../../../main/training/compiled-step/session-home';
import type { CustomLoss } from '../../../../main/training/experiment';
import * as tf from '../../../../main/training/tf';
import type { PreparedBatch } from '../../../../main/training/data/prepared-batch';
import type { TrainedStep } from '../../../../main/training/step/step';
import { testStep } from '../../../../main/training/step/train-on-batch';
import { batchOf, networks, stepOf, train, type Network } from './step-fixture';

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

  it('one that writes a variable that is not the model’s, and it is written once with each step', async () => {
    const calls = tf.variable(tf.scalar(1));
    const mode = await modeWith((yTrue, yPred) => {
      calls.assign(calls.add(1));
      return squared(yTrue, yPred).mul(calls);
    });
    expect(mode).toMatchObject({ kind: 'eager', reason: { code: 'outside-variable', variable: calls.name } });
    expect(calls.dataSync()[0]).toBe(3);
    calls.dispose();
  });

  it('one that reads a variable which shares its data with another', async () => {
    const two = tf.scalar(2);
    const [scale, twin] = [tf.variable(two), tf.variable(two)];
    const mode = await modeWith((yTrue, yPred) => squared(yTrue, yPred).mul(scale));
    expect(mode).toMatchObject({ kind: 'eager', reason: { code: 'outside-variable' } });
    tf.dispose([two, scale, twin]);
  });

  it('but not one that reads a variable of somebody else: each step sees its value', async () => {
    const losses = async (eager: boolean): Promise<unknown> => {
      const scale = tf.variable(tf.scalar(2));
      const network = withLoss((yTrue, yPred) => squared(yTrue, yPred).mul(scale));
      const [step, compiled] = await stepOf(network, eager);
      const sums = [0, 1, 2].map((from) => {
        const [[loss] = []] = train(step, compiled, network, { from, steps: 1 });
        tf.tidy(() => scale.assign(scale.mul(3)));
        return loss;
      });
      expect(step.mode?.kind).toBe(eager ? 'eager' : 'compiled');
      const tested = testStep(compiled, batchOf(compiled, network, 9));
      step.close();
      scale.dispose();
      return [...sums, ...tested.slice(0, 1)].map((loss) => loss?.toPrecision(5));
    };
    expect(await losses(false)).toEqual(await losses(true));
  });

  it('but not one with a tensor of its own that stays the same', async () => {
    const scale = tf.tensor([2]);
    expect(await modeWith((yTrue, yPred) => squared(yTrue, yPred).mul(scale))).toEqual({ kind: 'compiled' });
    scale.dispose();
  });

  it('one whose graph TensorFlow refuses to run: the batch is trained all the same, and once', async () => {
    const trained = await Promise.all(
      [false, true].map(async (isRefused) => {
        const [step, compiled] = await stepOf(dense);
        train(step, compiled, dense, { steps: 2 });
        const refusing = vi.spyOn(GraphSession.prototype, 'begin');
        if (isRefused) {
          refusing.mockImplementationOnce(() => {
            throw new Error('no memory');
          });
        }
        const [sums] = train(step, compiled, dense, { from: 2, steps: 1 });
        refusing.mockRestore();
        const { mode } = step;
        step.close();
        return {
          mode,
          loss: sums![0]!.toPrecision(5),
          weight: compiled.variables[0]!.value.dataSync()[0]!.toPrecision(5),
        };
      }),
    );
    const [whole, refused] = trained;
    expect(whole!.mode).toEqual({ kind: 'compiled' });
    expect(refused).toEqual({ ...whole, mode: { kind: 'eager', reason: { code: 'refused', message: 'no memory' } } });
  });

  it('but not one whose onlooker fails: it is not asked again, and nothing is written', async () => {
    const [step, compiled] = await stepOf(dense);
    train(step, compiled, dense, { steps: 1 });
    const before = compiled.variables.map(({ value }) => value.dataSync());
    const look = vi.fn((): boolean => {
      throw new RangeError('looked');
    });
    const take = (batch: PreparedBatch, at: number): TrainedStep => step.trainGuarded(batch, at, { mayWrite: look })!;
    expect(() => train(step, compiled, dense, { steps: 1, take })).toThrow('looked');
    expect(look).toHaveBeenCalledOnce();
    expect(compiled.variables.map(({ value }) => value.dataSync())).toEqual(before);
    expect(step.mode).toEqual({ kind: 'compiled' });
    step.close();
  });

  it('and a graph that TensorFlow refuses leaves no file', () => {
    // Other processes write graphs too.
    const own = mkdtempSync(join(tmpdir(), 'batchpoint-test-'));
    vi.stubEnv('TMPDIR', own);
    vi.stubEnv('TEMP', own);
    expect(tmpdir()).toBe(own);
    const parts = { nodes: [{ name: 'a', op: 'NoSuchOperation', input: [], attr: {} }], functions: [] };
    expect(() => new GraphSession(ownHome(nativeBackend()!), parts)).toThrow(/NoSuchOperation/);
    expect(readdirSync(own)).toEqual([]);
    rmSync(own, { recursive: true });
  });
});

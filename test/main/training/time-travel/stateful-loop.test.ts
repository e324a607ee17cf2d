import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Logs } from '../../../../main/contract/training-event';
import type { LoopExperiment } from '../../../../main/training/experiment';
import * as tf from '../../../../main/training/tf';
import { hashOf, openWithHistory, until } from '../session/session-fixture';

const rowsOf = (batch: number): number[][][] =>
  [0, 1].map((row) => [0, 1, 2].map((step) => [Math.sin(batch * 7 + row * 3 + step)]));

const statefulModel = () =>
  tf.sequential({
    layers: [
      tf.layers.lstm({ units: 3, stateful: true, batchInputShape: [2, 3, 1] }),
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  });

/** A loop whose tests, predictions and resets change what the stateful layer carries into the next batch. */
function statefulLoop(values: Logs[]): LoopExperiment {
  return {
    name: 'stateful',
    seed: 3,
    model: statefulModel,
    compile: { optimizer: 'sgd', loss: 'meanSquaredError' },
    async loop({ trainOnBatch, testOnBatch, predictOnBatch, models }) {
      for (let batch = 0; batch < 8; batch += 1) {
        values.push(await trainOnBatch(rowsOf(batch), [[0], [1]], { returnDict: true }));
        if (batch % 2 === 0) values.push(await testOnBatch(rowsOf(batch + 20), [[1], [0]], { returnDict: true }));
        if (batch % 3 === 0) tf.dispose(await predictOnBatch(rowsOf(batch + 40)));
        if (batch % 4 === 2) Object.values(models)[0]!.resetStates();
      }
    },
  };
}

it('a loop that tests a stateful model goes back and on as if it had not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'batchpoint-travel-'));
  const straight: Logs[] = [];
  const whole = await openWithHistory(statefulLoop(straight), folder);
  whole.session.run();
  await until(whole.session, 'finished');
  const end = hashOf(whole.session);
  whole.session.dispose();

  const values: Logs[] = [];
  const { session } = await openWithHistory(statefulLoop(values), folder);
  for (let step = 1; step <= 6; step += 1) {
    session.step(1);
    await until(session, 'paused');
  }
  for (const step of [5, 2, 6, 3, 0, 4]) {
    session.goTo(step);
    await until(session, 'paused');
    expect(session.state).toMatchObject({ step, why: { exactness: { kind: 'partly', without: ['loop'] } } });
  }
  session.run();
  await until(session, 'finished');
  expect(values).toEqual(straight);
  expect(hashOf(session)).toBe(end);
  session.goTo(7);
  await until(session, 'paused');
  session.run();
  await until(session, 'finished');
  expect(hashOf(session)).toBe(end);
  session.dispose();
  rmSync(folder, { recursive: true });
});

it('what a loop has left in its other models is there again after going back from inside a batch', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'batchpoint-travel-'));
  const loop = (values: Logs[]): LoopExperiment => ({
    name: 'two',
    seed: 3,
    model: { a: statefulModel, b: statefulModel },
    compile: { a: { optimizer: 'sgd', loss: 'meanSquaredError' }, b: { optimizer: 'sgd', loss: 'meanSquaredError' } },
    async loop({ trainOnBatch, testOnBatch }) {
      for (let batch = 0; batch < 3; batch += 1) {
        await testOnBatch(rowsOf(batch + 20), [[1], [0]], { model: 'b' });
        for (const model of ['a', 'b']) {
          values.push(await trainOnBatch(rowsOf(batch), [[0], [1]], { model, returnDict: true }));
        }
      }
    },
  });
  const straight: Logs[] = [];
  const whole = await openWithHistory(loop(straight), folder);
  whole.session.run();
  await until(whole.session, 'finished');
  const end = hashOf(whole.session);
  whole.session.dispose();

  const values: Logs[] = [];
  const { session } = await openWithHistory(loop(values), folder);
  session.step(2);
  await until(session, 'paused');
  session.stepInto();
  await until(session, 'paused');
  expect(session.state).toMatchObject({ step: 2, at: 'before-commit' });
  session.goTo(1);
  await until(session, 'paused');
  session.run();
  await until(session, 'finished');
  expect(values).toEqual(straight);
  expect(hashOf(session)).toBe(end);
  session.dispose();
  rmSync(folder, { recursive: true });
});

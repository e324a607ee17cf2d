import { afterEach, expect, it } from 'vitest';
import type { GeneratorExperiment, Yielded } from '../../../../../main/training/experiment';
import * as tf from '../../../../../main/training/tf';
import { noisyExperiment } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

let run: DebuggedSession;
afterEach(() => run.close());

const twoOutputs: GeneratorExperiment = {
  ...noisyExperiment,
  model: () => {
    const x = tf.input({ shape: [2] });
    const outputs = ['a', 'b'].map((name) => tf.layers.dense({ name, units: 1 }).apply(x) as tf.SymbolicTensor);
    return tf.model({ inputs: x, outputs });
  },
  compile: { optimizer: 'sgd', loss: 'meanSquaredError' },
  *train(): Generator<Yielded> {
    const y = [[1], [2], [3]];
    for (let batch = 1; ; batch += 1) yield [y.map(([row]) => [row! / batch, batch]), [y, y]];
  },
};

it('says losses of rows by the weights that the batch was trained with', async () => {
  run = await DebuggedSession.open(twoOutputs);
  await run.step(2);
  const { perSampleLoss } = (await run.ask('batch'))!;
  await run.edit({ kind: 'loss-weight', output: 'a', weight: 10 });
  expect((await run.ask('batch'))!.perSampleLoss).toEqual(perSampleLoss);
  await run.into(4);
  const pending = (await run.ask('pendingBatch'))!.perSampleLoss;
  await run.edit({ kind: 'loss-weight', output: 'a', weight: 1 });
  expect((await run.ask('pendingBatch'))!.perSampleLoss).not.toEqual(pending);
});

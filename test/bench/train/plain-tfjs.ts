// A contender of the training benchmark: tfjs-layers on tfjs-node as they are, `trainOnBatch` in a loop.
import util from 'node:util';
import { buildModel, withoutDropout } from './build-model';
import { lossOf, type Case } from './case';
import { batches, batchOf, type Arrays } from './numbers';
import { comparedSteps, serve } from './serve';
import * as tf from '../../../main/training/tf';

// tfjs-node calls these two; newer Nodes have taken them away.
const olderUtil = util as { isNullOrUndefined?: (value: unknown) => boolean; isArray?: (value: unknown) => boolean };
olderUtil.isNullOrUndefined ??= (value) => value === null || value === undefined;
olderUtil.isArray ??= (value) => Array.isArray(value);
await import('@tensorflow/tfjs-node');
await tf.setBackend('tensorflow');

type Running = { readonly given: Case; readonly model: tf.Sequential; readonly data: readonly Arrays[] };
let running: Running | undefined;

function start(given: Case): Running {
  const model = buildModel(given);
  model.compile({ optimizer: 'adam', loss: lossOf(given), metrics: ['accuracy'] });
  return { given, model, data: Array.from({ length: batches }, (_, index) => batchOf(given, index)) };
}

async function step({ given, model, data }: Running, index: number): Promise<number> {
  const { x, y } = data[index % batches]!;
  const xs = tf.tensor(x, [given.batch, ...given.input], x instanceof Int32Array ? 'int32' : 'float32');
  const ys = tf.tensor(y, [given.batch, 1]);
  const [loss] = (await model.trainOnBatch(xs, ys)) as number[];
  xs.dispose();
  ys.dispose();
  return loss!;
}

await serve({
  async steps(given, _mode, count) {
    if (running?.given !== given) {
      running?.model.dispose();
      running = start(given);
    }
    const times: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const began = performance.now();
      await step(running, index);
      times.push(performance.now() - began);
    }
    return times;
  },
  async losses(given) {
    const fresh = start(withoutDropout(given));
    const losses: number[] = [];
    for (let index = 0; index < comparedSteps; index += 1) losses.push(await step(fresh, index));
    fresh.model.dispose();
    return losses;
  },
});

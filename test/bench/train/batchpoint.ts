// A contender of the training benchmark: `compile` and `fitGenerator` as a person calls them, mode `compiled` or `eager`.
import { tensorflowEnvironment } from '../../../main/contract/tensorflow-environment';
import { buildModel, withoutDropout } from './build-model';
import { lossOf, type Case } from './case';
import { batches, batchOf } from './numbers';
import { comparedSteps, serve } from './serve';

const [threads, oneDnn] = process.argv.slice(3) as [string, string];
Object.assign(process.env, tensorflowEnvironment(Number(threads)));
if (oneDnn !== 'product') process.env['TF_ENABLE_ONEDNN_OPTS'] = oneDnn === 'on' ? '1' : '0';
await import('../../../main/trainer/backend'); // reads the environment
const { compile, NdArray } = await import('../../../main/experiment/public-api');
const { stepMode } = await import('../../../main/training/step/train-on-batch');

type Trainable = ReturnType<typeof compile>;
type Item = readonly [x: InstanceType<typeof NdArray>, y: InstanceType<typeof NdArray>];
type Running = { readonly given: Case; readonly mode: string; readonly trainable: Trainable; readonly data: Item[] };
let running: Running | undefined;

function start(given: Case, mode: string): Running {
  const trainable = compile(
    buildModel(given),
    { optimizer: 'adam', loss: lossOf(given), metrics: ['accuracy'] },
    { seed: 1, ...(mode === 'eager' && { eager: true }) },
  );
  const data = Array.from({ length: batches }, (_, index): Item => {
    const { x, y } = batchOf(given, index);
    return [new NdArray(x, [given.batch, ...given.input]), new NdArray(y, [given.batch, 1])];
  });
  return { given, mode, trainable, data };
}

function* endless(data: readonly Item[]): Generator<Item, never> {
  for (let index = 0; ; index += 1) yield data[index % batches]!;
}

/** A column holds what its name says, or nothing. */
function checkMode({ trainable }: Running, wanted: string): void {
  const mode = stepMode(trainable.compiled);
  if (mode?.kind === wanted) return;
  throw new Error(`trained ${mode?.kind === 'eager' ? `eagerly: ${mode.reason.code}` : 'compiled'}`);
}

await serve({
  async steps(given, mode, count) {
    if (running?.given !== given || running.mode !== mode) {
      running?.trainable.dispose();
      running = start(given, mode);
    }
    const ends: number[] = [];
    const read = { loss: 0, accuracy: 0 };
    await running.trainable.fitGenerator(endless(running.data), {
      stepsPerEpoch: count + 1,
      verbose: 0,
      callbacks: [
        {
          onTrainBatchEnd(_batch, { loss, accuracy }) {
            Object.assign(read, { loss, accuracy });
            ends.push(performance.now());
          },
        },
      ],
    });
    checkMode(running, mode);
    if (!Number.isFinite(read.loss)) throw new Error(`the loss is ${read.loss}`);
    return ends.slice(1).map((end, index) => end - ends[index]!);
  },
  async losses(given, mode) {
    const { trainable, data } = start(withoutDropout(given), mode);
    const history = await trainable.fitGenerator(endless(data), {
      stepsPerEpoch: 1,
      epochs: comparedSteps,
      verbose: 0,
    });
    trainable.dispose();
    return history.history['loss']!;
  },
});

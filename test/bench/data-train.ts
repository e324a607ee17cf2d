// A child of the data benchmark: trains one epoch on a CSV file and says how far the memory of the process grew.
import '../../main/trainer/backend';
import { csv } from '../../main/training/data/csv/csv';
import { createSession } from '../../main/training/session/create-session';
import * as tf from '../../main/training/tf';

const [file, small, shuffle] = process.argv.slice(2) as [string, string, string];

/** Trains one epoch. @returns steps, and the memory when it was largest */
async function train(data: string, steps?: number): Promise<{ readonly steps: number; readonly peak: number }> {
  let peak = 0;
  const session = await createSession({
    experiment: {
      name: 'bench',
      model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [10], units: 1 })] }),
      compile: { optimizer: 'sgd', loss: 'meanSquaredError' },
      train: () => csv({ file: data, target: 'y', batchSize: 4096, scale: 0.1, shuffle: shuffle === 'shuffled' }),
      shuffle: false,
    },
    file: 'bench',
    run: steps === undefined ? {} : { epochs: 20, stepsPerEpoch: steps },
    threads: 1,
    versions: {},
    listener: ({ type }) => {
      if (type === 'batch-end') peak = Math.max(peak, process.memoryUsage.rss());
    },
    now: () => performance.now(),
  });
  session.run();
  const end = await session.done;
  if (end.status !== 'finished') throw new Error(JSON.stringify(end));
  session.dispose();
  return { steps: end.step, peak };
}

await train(small, 10); // loads TensorFlow and warms the code
const before = process.memoryUsage.rss();
const started = performance.now();
const { steps, peak } = await train(file);
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, steps, growth: peak - before }));

// Two half moons that reach into each other: a border that no straight line can draw.
// Shows: data made by the experiment itself, out of the run's seed, and training batch by batch: there are no epochs,
// you decide after each batch whether to go on.
import { defineExperiment, tf, type ExperimentContext } from 'batchpoint';

const batchSize = 64;
const batches = 1500;
const noise = 0.12;

/** One batch of points, half on each moon. The purpose names the draw: the same batch has the same points in each run. */
function points({ random }: ExperimentContext, batch: number) {
  const angles = random.uniform([batchSize], `angles ${batch}`, 0, Math.PI);
  const shifts = random.normal([batchSize, 2], `shifts ${batch}`, 0, noise);
  const [angle, shift] = [angles.dataSync(), shifts.dataSync()];
  tf.dispose([angles, shifts]);
  const x = Array.from(angle, (turn, row) => {
    const [across, up] = row % 2 === 0 ? [Math.cos(turn), Math.sin(turn)] : [1 - Math.cos(turn), 0.5 - Math.sin(turn)];
    return [across + shift[2 * row]!, up + shift[2 * row + 1]!];
  });
  return { xs: x, ys: x.map((_, row) => [row % 2]) };
}

export default defineExperiment({
  name: 'Two moons',
  seed: 1,
  columns: ['across', 'up'],
  classNames: ['upper moon', 'lower moon'],

  model: () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [2], units: 16, activation: 'tanh' }),
        tf.layers.dense({ units: 16, activation: 'tanh' }),
        tf.layers.dense({ units: 1, activation: 'sigmoid' }),
      ],
    }),
  compile: {
    optimizer: { name: 'adam', learningRate: 0.01 },
    loss: 'binaryCrossentropy',
    metrics: ['accuracy'],
  },

  *batches(context) {
    for (let batch = 0; batch < batches; batch++) yield points(context, batch);
  },
});

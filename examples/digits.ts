// Handwritten digits of 8x8 pixels, out of a CSV file with a column for each pixel.
// Shows: a table read as pictures (`shape`), and every fifth row held out for validation.
import { csv, dataFile, defineExperiment, tf } from 'batchpoint';

const rows = { file: dataFile('digits.csv'), target: 'digit', shape: [8, 8, 1], scale: 1 / 16, batchSize: 32 };

export default defineExperiment({
  name: 'Digits',
  seed: 1,

  model: () =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [8, 8, 1], filters: 16, kernelSize: 3, activation: 'relu' }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.flatten(),
        tf.layers.dropout({ rate: 0.2 }),
        tf.layers.dense({ units: 32, activation: 'relu' }),
        tf.layers.dense({ units: 10, activation: 'softmax' }),
      ],
    }),
  compile: {
    optimizer: { name: 'adam', learningRate: 0.003 },
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
  },

  train: () => csv({ ...rows, every: { n: 5, take: 'rest' }, shuffle: true }),
  validation: () => csv({ ...rows, every: { n: 5, take: 'nth' } }),
  epochs: 10,
});

// Three kinds of iris, told apart by the sizes of their leaves: the smallest complete experiment.
// Shows: a table with named columns and classes, so that the batch panel names them too.
import { csv, dataFile, defineExperiment, tf } from 'batchpoint';

const columns = ['sepal_length', 'sepal_width', 'petal_length', 'petal_width'];
const rows = { file: dataFile('iris.csv'), target: 'species', columns, batchSize: 10 };

export default defineExperiment({
  name: 'Iris',
  seed: 1,
  columns,
  classNames: ['setosa', 'versicolor', 'virginica'],

  model: () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [4], units: 16, activation: 'relu' }),
        tf.layers.dense({ units: 3, activation: 'softmax' }),
      ],
    }),
  compile: {
    optimizer: { name: 'adam', learningRate: 0.01 },
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
  },

  train: () => csv({ ...rows, every: { n: 5, take: 'rest' }, shuffle: true }),
  validation: () => csv({ ...rows, every: { n: 5, take: 'nth' } }),
  epochs: 40,
});

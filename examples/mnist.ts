// A convolutional network on all of MNIST: 60,000 pictures to train on, 10,000 to validate with.
// Shows: reading batches from disk as they are needed, validation after each epoch, pictures in the batch panel.
import { dataFile, defineExperiment, idx, tf } from 'batchpoint';

const batchSize = 128;

export default defineExperiment({
  name: 'MNIST',
  seed: 1,

  model: () =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 5, activation: 'relu' }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.conv2d({ filters: 24, kernelSize: 5, activation: 'relu' }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 64, activation: 'relu' }),
        tf.layers.dense({ units: 10, activation: 'softmax' }),
      ],
    }),
  compile: {
    optimizer: { name: 'adam', learningRate: 0.002 },
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
  },

  train: () =>
    idx({
      images: dataFile('train-images-idx3-ubyte'),
      labels: dataFile('train-labels-idx1-ubyte'),
      batchSize,
      shuffle: true,
    }),
  validation: () =>
    idx({ images: dataFile('t10k-images-idx3-ubyte'), labels: dataFile('t10k-labels-idx1-ubyte'), batchSize: 500 }),
  epochs: 3,
});

import * as tf from '../../main/training/tf';

const { layers } = tf;

/** A network with the shape of a row. */
export type BenchNetwork = { readonly shape: readonly number[]; readonly build: () => tf.Sequential };

/** Hidden layers, ten classes. */
export const dense = (units: number, inputs: number, hidden = 2): BenchNetwork => ({
  shape: [inputs],
  build: () =>
    tf.sequential({
      layers: [
        layers.dense({ inputShape: [inputs], units, activation: 'relu' }),
        ...Array.from({ length: hidden - 1 }, () => layers.dense({ units, activation: 'relu' })),
        layers.dense({ units: 10, activation: 'softmax' }),
      ],
    }),
});

/** Two convolutions over pictures of digits, ten classes. */
export const convolution: BenchNetwork = {
  shape: [28, 28, 1],
  build: () =>
    tf.sequential({
      layers: [
        layers.conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, activation: 'relu' }),
        layers.maxPooling2d({ poolSize: 2 }),
        layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }),
        layers.flatten(),
        layers.dense({ units: 10, activation: 'softmax' }),
      ],
    }),
};

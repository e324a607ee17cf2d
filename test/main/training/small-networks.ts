import * as tf from '../../../main/training/tf';

const { layers } = tf;

/** How many classes the networks tell apart. */
export const classes = 3;

/** The layer that each of them ends with. */
export const softmax = () => layers.dense({ units: classes, activation: 'softmax' });

/** A model with the shape of a row that it is trained on. */
export type SmallNetwork = { readonly rowShape: readonly number[]; readonly build: () => tf.LayersModel };

/** Small networks that between them have every kind of state and of random numbers. */
export const smallNetworks = {
  dense: {
    rowShape: [6],
    build: () =>
      tf.sequential({ layers: [layers.dense({ inputShape: [6], units: 8, activation: 'relu' }), softmax()] }),
  },
  convolution: {
    rowShape: [6, 6, 2],
    build: () =>
      tf.sequential({
        layers: [
          layers.conv2d({ inputShape: [6, 6, 2], filters: 4, kernelSize: 3 }),
          layers.batchNormalization(),
          layers.activation({ activation: 'relu' }),
          layers.maxPooling2d({ poolSize: 2 }),
          layers.flatten(),
          softmax(),
        ],
      }),
  },
  dropout: {
    rowShape: [6],
    build: () =>
      tf.sequential({
        layers: [
          layers.dense({ inputShape: [6], units: 12, activation: 'tanh' }),
          layers.dropout({ rate: 0.4 }),
          layers.gaussianNoise({ stddev: 0.1 }),
          softmax(),
        ],
      }),
  },
  recurrent: {
    rowShape: [4, 3],
    build: () => tf.sequential({ layers: [layers.lstm({ inputShape: [4, 3], units: 5, dropout: 0.2 }), softmax()] }),
  },
} as const satisfies { readonly [name: string]: SmallNetwork };

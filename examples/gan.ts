// A generative adversarial network on the 8x8 digits: one model draws digits, the other tells them from real ones.
// Shows: a loop of your own. Two models are trained in turn by `trainOnBatch`, which no `fit` can express; each call is
// one step that you can pause at, step over and look into.
import { readFileSync } from 'node:fs';
import { dataFile, defineExperiment, tf } from 'batchpoint';

const batchSize = 64;
const rounds = 1000;
const noiseSize = 16;

/** All pictures, shape [rows, 8, 8, 1], values from 0 to 1. */
function readDigits(): tf.Tensor {
  const [, ...lines] = readFileSync(dataFile('digits.csv'), 'utf8').trim().split('\n');
  const pixels = lines.map((line) =>
    line
      .split(',')
      .slice(0, 64)
      .map((pixel) => Number(pixel) / 16),
  );
  return tf.tidy(() => tf.tensor2d(pixels).reshape([-1, 8, 8, 1]));
}

let discriminator: tf.LayersModel;

/** The loss of each drawn picture: small where the discriminator takes it for real. */
function fooled(_: tf.Tensor, pictures: tf.Tensor): tf.Tensor {
  const realness = discriminator.apply(pictures) as tf.Tensor;
  return realness.add(1e-7).log().neg().reshape([-1]);
}

export default defineExperiment({
  name: 'GAN',
  seed: 1,

  model: {
    generator: () =>
      tf.sequential({
        layers: [
          tf.layers.dense({ inputShape: [noiseSize], units: 64, activation: 'relu' }),
          tf.layers.dense({ units: 128, activation: 'relu' }),
          tf.layers.dense({ units: 64, activation: 'sigmoid' }),
          tf.layers.reshape({ targetShape: [8, 8, 1] }),
        ],
      }),
    discriminator: () => {
      discriminator = tf.sequential({
        layers: [
          tf.layers.flatten({ inputShape: [8, 8, 1] }),
          tf.layers.dense({ units: 64 }),
          tf.layers.leakyReLU({ alpha: 0.2 }),
          tf.layers.dense({ units: 1, activation: 'sigmoid' }),
        ],
      });
      return discriminator;
    },
  },
  compile: {
    generator: { optimizer: { name: 'adam', learningRate: 0.001, beta1: 0.5 }, loss: fooled },
    discriminator: {
      optimizer: { name: 'adam', learningRate: 0.0005, beta1: 0.5 },
      loss: 'binaryCrossentropy',
      metrics: ['accuracy'],
    },
  },

  async loop({ trainOnBatch, predictOnBatch, random }) {
    const digits = readDigits();
    const verdicts = tf.concat([tf.ones([batchSize, 1]), tf.zeros([batchSize, 1])]);
    for (let round = 0; round < rounds; round++) {
      const noise = random.normal([batchSize, noiseSize], `noise ${round}`);
      const chosen = random.permutation(digits.shape[0]!, `digits ${round}`).slice(0, batchSize);
      const real = tf.gather(digits, chosen);
      const drawn = (await predictOnBatch(noise, { model: 'generator' })) as tf.Tensor;
      const both = tf.concat([real, drawn]);
      await trainOnBatch(both, verdicts, { model: 'discriminator' });
      await trainOnBatch(noise, real, { model: 'generator' }); // its loss looks at the discriminator, not at a target
      tf.dispose([noise, real, drawn, both]);
    }
    tf.dispose([digits, verdicts]);
  },
});

/** An experiment that trains soundly for two batches; in the third, one row is NaN. */
export const spoiled = `import { defineExperiment, tf } from 'batchpoint';

export default defineExperiment({
  name: 'Spoiled',
  seed: 1,
  model: () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [3], units: 4, activation: 'tanh', name: 'hidden' }),
        tf.layers.dense({ units: 1 }),
      ],
    }),
  compile: { optimizer: 'adam', loss: 'meanSquaredError' },
  *train() {
    for (let batch = 0; ; batch += 1) {
      const rows = Array.from({ length: 8 }, (_, row) => [row / 8, batch / 9, 1 - row / 8]);
      if (batch === 2) rows[5] = [NaN, 0, 0];
      yield [rows, rows.map((row) => [row[1]])];
    }
  },
  stepsPerEpoch: 9,
});
`;

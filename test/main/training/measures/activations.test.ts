import { expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { withActivations } from '../../../../main/training/measures/activations';
import { compileModel } from '../../../../main/training/model/compiled-model';
import { RandomLayers } from '../../../../main/training/model/random-layers';
import { leafLayers } from '../../../../main/training/model/walk-layers';
import * as tf from '../../../../main/training/tf';

it('are those of the step where a normalization was frozen while training', () => {
  const model = tf.sequential({
    layers: [
      tf.layers.batchNormalization({ inputShape: [2], name: 'norm', epsilon: 0 }),
      tf.layers.dense({ units: 1, name: 'out' }),
    ],
  });
  const random = new RandomLayers(0);
  const compiled = compileModel(model, { optimizer: 'sgd', loss: 'meanSquaredError' }, { random });
  const norm = leafLayers(model).find(({ name }) => name === 'norm')!;
  const x = tf.tensor2d([
    [1, 20],
    [3, 40],
  ]);
  const given = (): number[] =>
    withActivations({ compiled, xs: [x], key: 0 }, [norm], (all) => [...all.get(norm)!.dataSync()]);
  expect(given()).toEqual([-1, -1, 1, 1]);
  // Its moving statistics are still 0 and 1.
  compiled.settings.freezing.setTrainable('norm', false);
  expect(given()).toEqual([1, 20, 3, 40]);
});

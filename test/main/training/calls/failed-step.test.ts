import { describe, expect, it } from 'vitest';
import { compile } from '../../../../main/training/calls/public-calls';
import * as tf from '../../../../main/training/tf';

describe('a step of trainOnBatch that fails', () => {
  it('leaves the metrics as they were', () => {
    let isBroken = false;
    const loss = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor => {
      if (isBroken) throw new Error('broken');
      return yPred.sub(yTrue).square().mean(-1);
    };
    const layer = tf.layers.dense({ units: 1, inputShape: [1] });
    const model = compile(tf.sequential({ layers: [layer] }), { optimizer: 'sgd', loss }, { eager: true });
    model.trainOnBatch([[1]], [[2]]);
    const before = model.compiled.running.sums;
    isBroken = true;
    expect(() => model.trainOnBatch([[1]], [[2]])).toThrow('user-code');
    expect(model.compiled.running.sums).toEqual(before);
    expect(before.some((sum) => sum > 0)).toBe(true);
    model.dispose();
  });
});

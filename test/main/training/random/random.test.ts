import type { LayersModel } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { seedsOf } from '../../../../main/training/random/key';
import { withKeyedInitializers } from '../../../../main/training/random/keyed-initializers';
import { keyedPermutation } from '../../../../main/training/random/keyed-permutation';
import { keyedRandom } from '../../../../main/training/random/keyed-random';
import * as tf from '../../../../main/training/tf';
import '../session/session-fixture';

type Kernel = Parameters<typeof tf.layers.dense>[0]['kernelInitializer'];

async function kernel(seed: number, kernelInitializer: NonNullable<Kernel>, units = 200): Promise<tf.Tensor> {
  const build = (): LayersModel =>
    tf.sequential({ layers: [tf.layers.dense({ inputShape: [300], units, kernelInitializer, useBias: false })] });
  const model = await withKeyedInitializers(seed, 0, () => {
    const made = build() as tf.Sequential;
    made.build();
    return made;
  });
  return model.getWeights()[0]!;
}

const deviation = (values: tf.Tensor): number => tf.moments(values).variance.sqrt().dataSync()[0]!;

describe('keyed numbers', () => {
  it('depend on every part of the key and on nothing else', () => {
    const keys = [
      seedsOf(1, 'a', 0),
      seedsOf(2, 'a', 0),
      seedsOf(1, 'b', 0),
      seedsOf(1, 'a', 1),
      seedsOf(1, 'a'),
      seedsOf(1 + 2 ** 32, 'a', 0),
    ];
    expect(new Set(keys.map(String)).size).toBe(keys.length);
    expect(seedsOf(1, 'a', 0)).toEqual(keys[0]);
  });

  it('come out the same whatever was drawn before', () => {
    const random = keyedRandom(5);
    const first = random.uniform([4], 'x').dataSync();
    random.normal([100], 'y');
    expect(random.uniform([4], 'x').dataSync()).toEqual(first);
    expect(keyedRandom(6).uniform([4], 'x').dataSync()).not.toEqual(first);
  });

  it('permute: each index once, every order as likely', () => {
    const firsts = Array.from({ length: 3000 }, (_, epoch) => keyedPermutation(3, seedsOf(0, 'order', epoch)));
    expect([...firsts[0]!].sort()).toEqual([0, 1, 2]);
    const counts = new Map<string, number>();
    for (const order of firsts) counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(100);
  });
});

describe('keyed initializers', () => {
  it('repeat from the seed, and differ by it', async () => {
    const first = (await kernel(1, 'glorotNormal')).dataSync();
    expect((await kernel(1, 'glorotNormal')).dataSync()).toEqual(first);
    expect((await kernel(2, 'glorotNormal')).dataSync()).not.toEqual(first);
  });

  it.each([
    ['glorotNormal', Math.sqrt(2 / 500)],
    ['heNormal', Math.sqrt(2 / 300)],
    ['leCunNormal', Math.sqrt(1 / 300)],
    ['glorotUniform', Math.sqrt(2 / 500)],
    ['randomNormal', 0.05],
  ] as const)('spread as Keras: %s', async (name, expected) => {
    expect(deviation(await kernel(1, name)) / expected).toBeCloseTo(1, 1.7);
  });

  it('make orthogonal columns natively', async () => {
    const weights = (await kernel(1, 'orthogonal', 300)) as tf.Tensor2D;
    const product = tf.matMul(weights, weights, true, false).sub(tf.eye(300)).abs().max();
    expect(product.dataSync()[0]).toBeLessThan(1e-4);
  });

  it('take the seed that an initializer has of its own', async () => {
    const own = tf.initializers.glorotNormal({ seed: 4 });
    expect((await kernel(1, own)).dataSync()).toEqual((await kernel(2, own)).dataSync());
  });
});

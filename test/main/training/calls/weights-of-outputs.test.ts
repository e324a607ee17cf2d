import { describe, expect, it } from 'vitest';
import { CutSource } from '../../../../main/training/data/cut-source';
import { batchSource } from '../../../../main/training/data/batch-source';
import { NdArray } from '../../../../main/training/data/nd-array';
import { partsOfYield } from '../../../../main/training/data/yielded';
import type { BatchData, Yielded } from '../../../../main/training/experiment';
import * as tf from '../../../../main/training/tf';
import { counted } from '../../../../main/training/data/counted-source';
import { hashOf, twoSided } from '../wrong-models';

const x = {
  left: [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
  right: [[1], [2], [3]],
};
const y = { up: [1, 2, 3], down: [3, 4, 5] };
const weights = [1, 2, 0.5];
const ones = [1, 1, 1];
const metrics = { weightedMetrics: ['mae'] } as const;

/** Keras takes the first for the second: real Keras 2.15 gave the same numbers for both. */
const forms: readonly (readonly [what: string, given: () => BatchData, same: BatchData])[] = [
  ['one array of numbers, for all', () => weights, [weights, weights]],
  ['one typed array', () => Float32Array.from(weights), [weights, weights]],
  ['one array with its shape', () => new NdArray(Float32Array.from(weights), [3]), [weights, weights]],
  ['one tensor', () => tf.tensor1d(weights), [weights, weights]],
  ['a dict without the first output', () => ({ down: weights }), [ones, weights]],
  ['a dict without the last output', () => ({ up: weights }), { down: ones, up: weights }],
];

describe('weights of samples for several outputs', () => {
  it.each(forms)('%s: trainOnBatch and testOnBatch', (_, given, same) => {
    const [one, other] = [twoSided(metrics), twoSided(metrics)];
    const [options, sames] = [{ sampleWeight: given() }, { sampleWeight: same }];
    expect(one.trainOnBatch(x, y, options)).toEqual(other.trainOnBatch(x, y, sames));
    expect(one.testOnBatch(x, y, options)).toEqual(other.testOnBatch(x, y, sames));
    expect(hashOf(one)).toBe(hashOf(other));
  });

  it.each(forms)('%s: fitGenerator, and validation on whole arrays', async (_, given, same) => {
    const trained = async (sampleWeight: BatchData) => {
      const model = twoSided(metrics);
      const item: Yielded = { xs: x, ys: y, sampleWeight };
      const { history } = await model.fitGenerator([item, item], { stepsPerEpoch: 2, validationData: item });
      return { history, hash: hashOf(model) };
    };
    expect(await trained(given())).toEqual(await trained(same));
  });

  it('are left out where a batch is cut anew as well', async () => {
    const { compiled } = twoSided();
    compiled.settings.edits = { batchSize: 2 };
    const item: Yielded = { xs: x, ys: y, sampleWeight: { down: weights } };
    const source = batchSource([item], { where: 'train', seed: 0, shuffle: false });
    const cut = new CutSource(counted(source), compiled);
    await cut.beginEpoch(0, () => 1);
    const { sampleWeight } = partsOfYield(await cut.next());
    expect(Object.keys(sampleWeight!)).toEqual(['down']);
    expect([...(sampleWeight as { readonly down: tf.Tensor }).down.dataSync()]).toEqual([1, 2]);
    await cut.close();
  });

  it.each([
    ['a list that is too short', [weights], 'count-mismatch'],
    ['a name that no output has', { sideways: weights, up: weights }, 'missing-key'],
    ['no output at all', {}, 'missing-key'],
  ])('are refused as %s', (_, sampleWeight, code) => {
    const model = twoSided();
    const before = hashOf(model);
    expect(() => model.trainOnBatch(x, y, { sampleWeight })).toThrow(expect.objectContaining({ code }) as Error);
    expect(hashOf(model)).toBe(before);
  });
});

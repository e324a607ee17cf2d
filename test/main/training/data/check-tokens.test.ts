import { tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { checkTokens, tokenCounts } from '../../../../main/training/data/check-tokens';
import * as tf from '../../../../main/training/tf';
import '../session/session-fixture';

const words = (inputDim: number): tf.layers.Layer => tf.layers.embedding({ inputDim, outputDim: 2, inputLength: 3 });

describe('the tokens of an input', () => {
  it('are those that its embedding has, in a nested model too; other inputs have none', () => {
    const [text, other] = [tf.input({ shape: [3] }), tf.input({ shape: [3] })];
    const inner = tf.sequential({ layers: [words(7), tf.layers.flatten()] });
    const looked = [words(9), words(8)].map((each) => tf.layers.flatten().apply(each.apply(text)));
    const all = [...looked, inner.apply(text), other] as tf.SymbolicTensor[];
    const joined = tf.layers.concatenate().apply(all) as tf.SymbolicTensor;
    expect(tokenCounts(tf.model({ inputs: [text, other], outputs: joined }))).toEqual([7, undefined]);
  });

  it.each([
    ['the number of tokens', 4],
    ['a negative number', -1],
  ])('do not hold %s: the row is named', (_, value) => {
    const data = tensor2d([
      [0, 1, 3],
      [1, 3, value],
    ]);
    const values = { name: 'text', row: 1, value, tokens: 4 };
    expect(() => checkTokens(data, 4, 'text')).toThrow(expect.objectContaining({ code: 'token-out-of-range', values }));
    data.dispose();
  });

  it('are taken without what follows the point; NaN and infinities are found elsewhere', () => {
    const data = tensor2d([[3.9, -0.5, NaN, Infinity]]);
    expect(() => checkTokens(data, 4, 'text')).not.toThrow();
    data.dispose();
  });
});

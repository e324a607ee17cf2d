import '../../../../../main/trainer/backend';
import { tensor2d, tensor3d, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { packedSteps } from '../../../../../main/training/model/native-layers/packed-steps';
import { scoped } from '../../../../../main/training/step/scope';
import { differentiate, differentiateComposed, expectClose } from '../../../trainer/kernels/differentiate';

const mask = (): Tensor =>
  tensor2d(
    [
      [0, 1, 0, 1],
      [1, 1, 0, 0],
      [0, 0, 0, 0],
    ],
    [3, 4],
    'bool',
  );

/** One number for each step: the row in tens, the step in ones. */
const x = (): Tensor => tensor3d([0, 1, 2].map((row) => [0, 1, 2, 3].map((step) => [10 * row + step])));

describe('packed steps', () => {
  it('begin with those that count, in their order', () => {
    const packed = scoped(() => packedSteps(mask()).inputs(x()).squeeze([2]).transpose().arraySync());
    expect(packed).toEqual([
      [1, 3, 0, 2],
      [10, 11, 12, 13],
      [20, 21, 22, 23],
    ]);
  });

  it('give their outputs back to where they stood; the others repeat the last one, or are zero', () => {
    const outputs = scoped(() => {
      const packed = packedSteps(mask());
      return packed.outputs(packed.inputs(x())).squeeze([2]).arraySync();
    });
    expect(outputs).toEqual([
      [0, 1, 1, 3],
      [10, 11, 11, 11],
      [0, 0, 0, 0],
    ]);
  });

  it('end in the state of the last one that counts, or in the first', () => {
    const last = scoped(() => {
      const packed = packedSteps(mask());
      return packed
        .last(packed.inputs(x()), zeros([3, 1]).add(7))
        .flatten()
        .arraySync();
    });
    expect(last).toEqual([3, 11, 7]);
  });

  it('lead gradients back to their places, also where a gradient is differentiated', () => {
    const compute = (input: Tensor): Tensor => {
      const packed = packedSteps(mask());
      return packed.outputs(packed.inputs(input));
    };
    const [, byInput] = differentiate(compute, [x()]);
    const weights = scoped(() => differentiate((given) => given.mul(1), [x()])[1]!);
    const sum = (...places: readonly number[]): number => places.reduce((all, at) => all + weights[at]!, 0);
    expectClose([byInput!], [[0, sum(1, 2), 0, weights[3]!, weights[4]!, sum(5, 6, 7), 0, 0, 0, 0, 0, 0]]);
    expectClose(differentiateComposed(compute, [x()]), differentiate(compute, [x()]));
  });
});

import { getKernel } from '@tensorflow/tfjs-core';
import { sawProduct } from '../../training/step/surely-finite';
import { defineKernel, flag, run, typed } from './native';

type Transposed = { readonly transposeA: boolean; readonly transposeB: boolean };

const { kernelFunc: batched } = getKernel('BatchMatMul', 'tensorflow');

/** A product of two matrices has a faster operation of its own than one of stacks of matrices. */
defineKernel('BatchMatMul', (call) => {
  const { a, b } = call.inputs;
  if (a!.shape.length !== 2 || b!.shape.length !== 2) return batched(call);
  const { transposeA, transposeB } = call.attrs as unknown as Transposed;
  const flags = [flag('transpose_a', transposeA), flag('transpose_b', transposeB)];
  const product = run('MatMul', [typed('T', a!.dtype), ...flags], [a!, b!]);
  sawProduct(product, a!, b!);
  return product;
});

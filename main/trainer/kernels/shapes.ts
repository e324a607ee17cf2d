import { getKernel, util, type DataType, type KernelFunc } from '@tensorflow/tfjs-core';
import { defineKernel, run, same, typed, withIntegers } from './native';

/** tfjs-core asks for many reshapes and casts that change nothing: no operation for those. */
function skipWhereSame(kernelName: string, isSame: (call: Parameters<KernelFunc>[0]) => boolean): void {
  const { kernelFunc } = getKernel(kernelName, 'tensorflow');
  defineKernel(kernelName, (call) => (isSame(call) ? same(call.inputs['x']!) : kernelFunc(call)));
}

skipWhereSame('Reshape', ({ inputs: { x }, attrs }) => {
  const { shape } = attrs as unknown as { readonly shape: readonly number[] };
  return util.arraysEqual([...shape], x!.shape);
});

skipWhereSame('Cast', ({ inputs: { x }, attrs }) => {
  const { dtype } = attrs as unknown as { readonly dtype: DataType };
  return dtype === x!.dtype && dtype !== 'string';
});

/** A tensor repeated along axes of size 1, or along new ones in front. */
defineKernel('NativeBroadcastTo', ({ inputs: { x }, attrs }) => {
  const { shape } = attrs as unknown as { readonly shape: readonly number[] };
  return withIntegers(shape, (size) => run('BroadcastTo', [typed('T', x!.dtype), typed('Tidx', 'int32')], [x!, size]));
});

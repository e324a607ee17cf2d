import { defineKernel, integer, run, typed, withIntegers } from './native';

type Place = { readonly axis: number; readonly batchDims: number };

/**
 * Rows by index. tfjs-node reads the indices back to check each; TensorFlow's own kernel refuses one that is out of
 * range as well.
 */
defineKernel('GatherV2', ({ inputs, attrs }) => {
  const { x, indices } = inputs;
  const { axis, batchDims } = attrs as unknown as Place;
  const types = [typed('Tparams', x!.dtype), typed('Tindices', indices!.dtype), typed('Taxis', 'int32')];
  return withIntegers(axis, (place) =>
    run('GatherV2', [integer('batch_dims', batchDims), ...types], [x!, indices!, place]),
  );
});

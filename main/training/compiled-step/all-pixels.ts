import type { RecordedOperation } from './recording';

/**
 * Whether all numbers of the pictures [batch, row, column, channel], and all of the gradient by what a convolution made of
 * them, are a part of the gradient by its filters: none is NaN or infinite then if that is finite. Strides that are longer
 * than the filters, or end before the last row or column, leave pixels out.
 * @param filter `Conv2DBackpropFilter`
 * @param shape of the filters: [row, column, channel, filter]
 */
export function usesAllPixels(filter: RecordedOperation, shape: readonly number[]): boolean {
  const [pictures, , dy] = filter.inputs;
  const given = new Map(filter.attributes.map(({ name, value }) => [name, value]));
  if (given.get('data_format') !== 'NHWC') return false;
  const [strides, dilations] = ['strides', 'dilations'].map((name) => given.get(name) as readonly number[]);
  return [1, 2].every((axis) => {
    const [stride, length] = [strides![axis]!, shape[axis - 1]!];
    const reached = (dy!.shape[axis]! - 1) * stride + length;
    return dilations![axis] === 1 && stride <= length && reached >= pictures!.shape[axis]!;
  });
}

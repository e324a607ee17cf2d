/** Numbers with a shape, row by row: what the ready sources yield, and a generator may yield instead of a tensor. */
export class NdArray {
  readonly values: Float32Array | Int32Array | Uint8Array;
  readonly shape: readonly number[];

  /** @throws RangeError if the shape does not hold exactly the values */
  constructor(values: Float32Array | Int32Array | Uint8Array, shape: readonly number[]) {
    const size = shape.reduce((product, each) => product * each, 1);
    if (size !== values.length)
      throw new RangeError(`shape [${shape.join(', ')}] holds ${size} values, got ${values.length}`);
    this.values = values;
    this.shape = shape;
  }
}

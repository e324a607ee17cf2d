type Values = Float32Array | Int32Array | Uint8Array;
/** Writes all numbers of an array into memory that it is given, the same ones each time. */
type Write = (target: Float32Array) => void;

/** Numbers that are put off: fewer lie in memory with others, and more take so long that they are better made ahead. */
const putOff = { least: 2 ** 14, most: 2 ** 18 };

/** Numbers with a shape, row by row: what the ready sources yield, and a generator may yield instead of a tensor. */
export class NdArray {
  readonly shape: readonly number[];
  #values: Values | undefined;
  readonly #write: Write | undefined;

  /**
   * @param values or what writes them, as float32. Many are written only when they are wanted, and then, on their way to the
   * model, into memory that was used before: new memory for each batch costs more than its numbers.
   * @throws RangeError if the shape does not hold exactly the values
   */
  constructor(values: Values | Write, shape: readonly number[]) {
    this.shape = shape;
    const { size } = this;
    if (typeof values === 'function') {
      this.#write = values;
      if (size < putOff.least || size > putOff.most) this.#values = this.#written();
      return;
    }
    if (size !== values.length)
      throw new RangeError(`shape [${shape.join(', ')}] holds ${size} values, got ${values.length}`);
    this.#values = values;
  }

  /** How many numbers it holds. */
  get size(): number {
    return this.shape.reduce((product, each) => product * each, 1);
  }

  /** The numbers, in memory of their own. */
  get values(): Values {
    return (this.#values ??= this.#written());
  }

  /** Writes the numbers elsewhere; absent where they are in memory of their own already. */
  get write(): Write | undefined {
    return this.#values ? undefined : this.#write;
  }

  #written(): Float32Array {
    const values = new Float32Array(this.size);
    this.#write!(values);
    return values;
  }
}

import { CodedError } from '../../contract/errors';
import type { Description } from '../../contract/errors/phrases';
import { notationOf, ownNotation } from '../notation';

type Values = Float32Array | Int32Array | Uint8Array;
/** Writes all numbers of an array into memory that it is given, the same ones each time. */
type Write = (target: Float32Array) => void;

/** How many numbers are written only when they are wanted: memory for fewer is cheap, and to write more takes so long that it is done ahead. */
const putOff = { least: 2 ** 14, most: 2 ** 18 };

const isShape = (shape: unknown): boolean =>
  Array.isArray(shape) && shape.every((each) => Number.isSafeInteger(each) && (each as number) >= 0);

function wrong(name: string, expected: Description, got: unknown): CodedError {
  return new CodedError('wrong-argument', { name, expected, got: notationOf(got) });
}

/** Numbers with a shape, row by row: what the ready sources yield, and a generator may yield instead of a tensor. */
export class NdArray {
  readonly shape: readonly number[];
  #values: Values | undefined;
  readonly #write: Write | undefined;

  /**
   * @param values or what writes them, as float32. Many are written only when they are wanted, and then, on their way to the
   * model, into memory that was used before: new memory for each batch costs more than its numbers.
   * @throws CodedError `wrong-argument`, also if the shape does not hold exactly the values
   */
  constructor(values: Values | Write, shape: readonly number[]) {
    if (!isShape(shape)) throw wrong('shape', '[integer >= 0, …]', shape);
    this.shape = shape;
    const { size } = this;
    if (typeof values === 'function') {
      this.#write = values;
      if (size < putOff.least || size > putOff.most) this.#values = this.#written();
      return;
    }
    if (!ArrayBuffer.isView(values)) throw wrong('values', 'Float32Array | Int32Array | Uint8Array', values);
    if (size !== values.length) throw wrong('shape', { phrase: 'values-in-all', count: values.length }, shape);
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

  get [ownNotation](): string {
    return `array [${this.shape.join(', ')}]`;
  }

  #written(): Float32Array {
    const values = new Float32Array(this.size);
    this.#write!(values);
    return values;
  }
}

import { MisfitError } from './errors';

/** Element types that travel between trainer and window. */
export type DType = 'float32' | 'int32' | 'uint8' | 'float64';

/** The one encoding of typed arrays, for a port and for a byte stream alike: little-endian bytes, row by row. */
export type TensorData = { readonly dtype: DType; readonly shape: readonly number[]; readonly bytes: Uint8Array };

/** The typed arrays that decoded tensors come in. */
export type NumberArray = Float32Array | Int32Array | Uint8Array | Float64Array;

const kinds = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array, float64: Float64Array } as const;

/** Encodes numbers; the bytes are a copy, so that the array may be reused. */
export function encodeTensor(values: NumberArray, shape: readonly number[]): TensorData {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
  const dtype =
    values instanceof Float32Array
      ? 'float32'
      : values instanceof Int32Array
        ? 'int32'
        : values instanceof Float64Array
          ? 'float64'
          : 'uint8';
  return { dtype, shape, bytes };
}

/** Decodes to numbers, row by row. Throws a MisfitError if bytes and shape disagree. */
export function decodeTensor(data: TensorData): NumberArray {
  const kind = kinds[data.dtype];
  const length = data.shape.reduce((product, size) => product * size, 1);
  const [expected, got] = [length * kind.BYTES_PER_ELEMENT, data.bytes.byteLength];
  if (got !== expected) throw new MisfitError({ phrase: 'other-size', expected, got });
  const aligned = data.bytes.slice(); // its own buffer: offset 0 fits every element size
  return new kind(aligned.buffer, 0, length);
}

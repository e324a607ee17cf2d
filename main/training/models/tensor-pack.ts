import { MisfitError } from '../../contract/errors';
import type { TensorData } from '../../contract/tensor-data';
import type { PlainData } from '../experiment';

/** A tensor in a byte file, in the words of a weights manifest of TensorFlow.js. */
export type TensorSpec = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: TensorData['dtype'];
  readonly group?: 'model' | 'optimizer';
};

/** Tensors one after the other, and where each of them is. */
export type TensorPack = { readonly specs: readonly TensorSpec[]; readonly bytes: Uint8Array };

const elementBytes = { float32: 4, int32: 4, uint8: 1, float64: 8 } as const;

/** Puts tensors into one row of bytes. */
export function packTensors(
  tensors: readonly (readonly [name: string, data: TensorData])[],
  group?: TensorSpec['group'],
): TensorPack {
  return {
    specs: tensors.map(([name, { shape, dtype }]) => ({ name, shape, dtype, ...(group && { group }) })),
    bytes: Buffer.concat(tensors.map(([, { bytes }]) => bytes)),
  };
}

/**
 * The tensors in a row of bytes.
 * @throws MisfitError if there are fewer or more bytes than the specs ask for
 */
export function unpackTensors({ specs, bytes }: TensorPack): ReadonlyMap<string, TensorData> {
  let at = 0;
  const tensors = new Map<string, TensorData>();
  for (const { name, shape, dtype } of specs) {
    const size = shape.reduce((product, each) => product * each, 1) * elementBytes[dtype];
    tensors.set(name, { dtype, shape, bytes: bytes.slice(at, at + size) });
    at += size;
  }
  const got = bytes.byteLength;
  if (at !== got) throw new MisfitError({ phrase: 'other-size', expected: at, got });
  return tensors;
}

/** What JSON has no word for. */
type Marked = { readonly $tensor: string } | { readonly $number: string };

function isTensor(value: PlainData): value is TensorData {
  return typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array;
}

/**
 * Takes the tensors out of plain data and makes the rest JSON.
 * @param prefix of the tensors' names, which follow their place in the data
 */
export function splitTensors(
  data: PlainData,
  prefix: string,
): { readonly json: unknown; readonly tensors: readonly (readonly [string, TensorData])[] } {
  const tensors: (readonly [string, TensorData])[] = [];
  const visit = (value: PlainData, path: string): unknown => {
    if (typeof value === 'number') {
      const isJson = Number.isFinite(value) && !Object.is(value, -0);
      return isJson ? value : ({ $number: Object.is(value, -0) ? '-0' : String(value) } satisfies Marked);
    }
    if (typeof value !== 'object' || value === null) return value;
    if (isTensor(value)) {
      tensors.push([path, value]);
      return { $tensor: path } satisfies Marked;
    }
    if (Array.isArray(value)) return value.map((each: PlainData, index) => visit(each, `${path}/${index}`));
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, visit(each, `${path}/${key}`)]));
  };
  return { json: visit(data, prefix), tensors };
}

/**
 * Puts tensors back where {@link splitTensors} took them out.
 * @throws MisfitError if one is missing
 */
export function joinTensors(json: unknown, tensors: ReadonlyMap<string, TensorData>): PlainData {
  if (typeof json !== 'object' || json === null) return json as PlainData;
  if (Array.isArray(json)) return json.map((each) => joinTensors(each, tensors));
  const marked = json as { readonly $tensor?: unknown; readonly $number?: unknown };
  if (typeof marked.$number === 'string') return Number(marked.$number);
  if (typeof marked.$tensor === 'string') {
    const data = tensors.get(marked.$tensor);
    if (!data) throw new MisfitError({ phrase: 'no-tensor', name: marked.$tensor });
    return data;
  }
  return Object.fromEntries(Object.entries(json).map(([key, each]) => [key, joinTensors(each, tensors)]));
}

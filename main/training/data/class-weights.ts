import type { Tensor } from '@tensorflow/tfjs-core';
import { CodedError } from '../../contract/errors';

export type ClassWeight = { readonly [classIndex: number]: number };

/** The class of each row: where a one-hot row has its one, else the rounded number. */
function classesOf(yTrue: Tensor): Int32Array {
  const values = yTrue.dataSync<'float32'>();
  const rows = yTrue.shape[0]!;
  const width = yTrue.rank === 2 ? yTrue.shape[1]! : 1;
  if (width === 1) return Int32Array.from(values, (value) => Math.round(value));
  return Int32Array.from({ length: rows }, (_, row) => {
    const scores = values.subarray(row * width, (row + 1) * width);
    return scores.indexOf(Math.max(...scores));
  });
}

/**
 * Checks weights of classes without looking at a batch.
 * @param classes how many there are, if that is known
 * @throws CodedError `unknown-field` for a key that is no class, `wrong-field` for a weight that is no finite number
 */
export function checkClassWeight(classWeight: ClassWeight, classes: number | undefined): void {
  for (const [key, weight] of Object.entries(classWeight)) {
    const field = `classWeight.${key}`;
    if (!/^\d+$/.test(key) || (classes !== undefined && Number(key) >= classes)) {
      throw new CodedError('unknown-field', { field, known: classes === undefined ? '0, 1, …' : `0 … ${classes - 1}` });
    }
    if (Number.isFinite(weight)) continue;
    throw new CodedError('wrong-field', { field, expected: 'number', got: String(weight) });
  }
}

/**
 * The weight of each row by its class.
 * @throws CodedError `class-weight-missing` with the classes of the batch that have none
 */
export function weightsByClass(yTrue: Tensor, classWeight: ClassWeight): Float32Array {
  const classes = classesOf(yTrue);
  const missing = [...new Set(classes)].filter((each) => classWeight[each] === undefined).sort((a, b) => a - b);
  if (missing.length > 0) throw new CodedError('class-weight-missing', { missing: missing.join(', ') });
  return Float32Array.from(classes, (each) => classWeight[each]!);
}

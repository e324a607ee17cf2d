import type { Tensor } from '@tensorflow/tfjs-core';
import { CodedError } from '../../contract/errors';
import { rowClasses } from './row-classes';

export type ClassWeight = { readonly [classIndex: number]: number };

/** The class of each row, where that is a number: rounded. */
function classesOf(yTrue: Tensor): Int32Array {
  const width = yTrue.rank === 2 ? yTrue.shape[1]! : 1;
  return Int32Array.from(rowClasses(yTrue.dataSync<'float32'>(), width), Math.round);
}

/**
 * Checks that weights are of classes that there are, without looking at a batch.
 * @param classes how many there are; undefined if that is not known
 * @throws CodedError `unknown-field` for a key that is no class
 */
export function checkClassIndices(classWeight: ClassWeight, classes: number | undefined): void {
  if (classes === undefined) return;
  const stray = Object.keys(classWeight).find((index) => Number(index) >= classes);
  if (stray === undefined) return;
  throw new CodedError('unknown-field', { field: `classWeight.${stray}`, known: `0 … ${classes - 1}` });
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

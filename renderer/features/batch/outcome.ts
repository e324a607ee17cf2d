import type { NumberArray } from '../../../main/contract/tensor-data';
import { arePictures, pixelsOf, rangeOf } from './pixels';
import type { Pixels } from './pixels';
import { areIndices, argMax } from './rows-of';
import type { Rows } from './rows-of';

/** Target and prediction of a row, in the form that the two tensors tell. */
export type Outcome =
  | {
      readonly kind: 'classes';
      readonly target: number;
      readonly predicted: number;
      /** One per class; of two classes told by one sigmoid, both. */
      readonly scores: readonly number[];
      /** Scores that sum to 1; else they are what the model gave, logits for one. */
      readonly areProbabilities: boolean;
    }
  | { readonly kind: 'tokens'; readonly target: readonly number[]; readonly predicted: readonly number[] }
  | { readonly kind: 'values'; readonly target: readonly number[]; readonly predicted: readonly number[] }
  | { readonly kind: 'pictures'; readonly target: Pixels; readonly predicted: Pixels };

/** Reads targets and predictions together once and gives the outcome of each row. */
export function outcomesOf(targets: Rows, predictions: Rows): (row: number) => Outcome {
  const { shape } = predictions;
  const classes = shape.at(-1) ?? 1;
  if (arePictures(predictions) && targets.size === predictions.size) return picturesOf(targets, predictions);
  if (shape.length <= 1 && classes > 1) {
    if (targets.size === 1 && areIndices(targets)) return classesOf(predictions, (row) => targets.row(row)[0]!);
    if (areOneHot(targets, classes)) return classesOf(predictions, (row) => argMax(targets.row(row)));
  }
  if (isBinary(targets, predictions)) return binaryOf(targets, predictions);
  if (shape.length === 2 && classes > 1 && predictions.size === targets.size * classes && areIndices(targets)) {
    return tokensOf(predictions, classes, (row) => [...targets.row(row)]);
  }
  if (shape.length === 2 && predictions.size === targets.size && areOneHot(targets, classes)) {
    return tokensOf(predictions, classes, (row) => argMaxes(targets.row(row), classes));
  }
  return (row) => ({ kind: 'values', target: [...targets.row(row)], predicted: [...predictions.row(row)] });
}

/** Whether a row was predicted wrongly; undefined where right and wrong do not apply. */
export function isWrong(outcome: Outcome): boolean | undefined {
  if (outcome.kind === 'classes') return outcome.target !== outcome.predicted;
  if (outcome.kind === 'tokens') return outcome.target.some((token, i) => token !== outcome.predicted[i]);
  return undefined;
}

function classesOf(predictions: Rows, targetOf: (row: number) => number): (row: number) => Outcome {
  return (row) => {
    const scores = [...predictions.row(row)];
    const sum = scores.reduce((total, score) => total + score, 0);
    const areProbabilities = Math.abs(sum - 1) < 1e-3 && scores.every((score) => score >= 0);
    return { kind: 'classes', target: targetOf(row), predicted: argMax(scores), scores, areProbabilities };
  };
}

function isBinary(targets: Rows, predictions: Rows): boolean {
  return (
    predictions.size === 1 &&
    targets.size === 1 &&
    targets.all.every((value) => value === 0 || value === 1) &&
    predictions.all.every((value) => value >= 0 && value <= 1)
  );
}

function binaryOf(targets: Rows, predictions: Rows): (row: number) => Outcome {
  return (row) => {
    const score = predictions.row(row)[0]!;
    const scores = [1 - score, score];
    return {
      kind: 'classes',
      target: targets.row(row)[0]!,
      predicted: score > 0.5 ? 1 : 0,
      scores,
      areProbabilities: true,
    };
  };
}

function tokensOf(predictions: Rows, classes: number, targetOf: (row: number) => number[]): (row: number) => Outcome {
  return (row) => ({ kind: 'tokens', target: targetOf(row), predicted: argMaxes(predictions.row(row), classes) });
}

function picturesOf(targets: Rows, predictions: Rows): (row: number) => Outcome {
  const range = rangeOf(targets.all);
  return (row) => ({
    kind: 'pictures',
    target: pixelsOf(targets.row(row), predictions.shape, range),
    predicted: pixelsOf(predictions.row(row), predictions.shape, range),
  });
}

function argMaxes(values: NumberArray, classes: number): number[] {
  const count = values.length / classes;
  return Array.from({ length: count }, (_, i) => argMax(values.subarray(i * classes, (i + 1) * classes)));
}

function areOneHot({ all, size }: Rows, classes: number): boolean {
  if (size === 0 || size % classes !== 0) return false;
  for (let start = 0; start < all.length; start += classes) {
    let sum = 0;
    for (let i = start; i < start + classes; i++) {
      if (all[i] !== 0 && all[i] !== 1) return false;
      sum += all[i]!;
    }
    if (sum !== 1) return false;
  }
  return true;
}

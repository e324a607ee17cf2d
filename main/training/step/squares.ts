import { tidy, type Tensor } from '@tensorflow/tfjs-core';

/**
 * What a step can be measured by: sums of the squares of its gradients, before clipping, of the variables before the update,
 * and of what the update adds to them. Whoever asks for one kind gets those before it too: each costs more than the last.
 */
export const squareKinds = ['gradients', 'weights', 'changes'] as const;
export type SquareKind = (typeof squareKinds)[number];

/** A kind and those before it. */
export function kindsUpTo(kind: SquareKind): readonly SquareKind[] {
  return squareKinds.slice(0, squareKinds.indexOf(kind) + 1);
}

/** Sums of squares, by variable name. */
export type Squares = ReadonlyMap<string, number>;

/** Those of a step that are known. */
export type StepSquares = { readonly [Kind in SquareKind]?: Squares };

/** For more numbers, computing in TensorFlow is faster than copying them to JavaScript. */
const mostNumbers = 4096;

/** Sum of squares of a tensor: of few numbers in double precision. */
export function tensorSquares(tensor: Tensor): number {
  if (tensor.size <= mostNumbers) return squaresOf(tensor.dataSync<'float32'>());
  return tidy(() => {
    const row = tensor.reshape([1, tensor.size]);
    return row.matMul(row, false, true).dataSync<'float32'>()[0]!;
  });
}

/** Sum of the squares of what a new value adds to the one before. */
export function changeSquares(next: Tensor, before: Tensor): number {
  return tidy(() => tensorSquares(next.sub(before)));
}

/** Sum of squares, in double precision: four sums, so that they are added side by side. */
export function squaresOf(values: ArrayLike<number>): number {
  let [one, two, three, four] = [0, 0, 0, 0];
  const whole = values.length - (values.length % 4);
  for (let at = 0; at < whole; at += 4) {
    one += values[at]! * values[at]!;
    two += values[at + 1]! * values[at + 1]!;
    three += values[at + 2]! * values[at + 2]!;
    four += values[at + 3]! * values[at + 3]!;
  }
  for (let at = whole; at < values.length; at += 1) one += values[at]! * values[at]!;
  return one + two + (three + four);
}

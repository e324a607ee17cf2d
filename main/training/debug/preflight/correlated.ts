import { matMul, moments, oneHot, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';

/** Deviations above the largest of several that is to be awaited by chance. */
const surely = 1.5;
/** Further out, single rows would weigh more than all others. */
const furthest = 3;

/** Columns with mean 0 and deviation 1; those that never change are 0. */
export function standardized(values: Tensor2D): Tensor2D {
  return tidy(() => {
    const { mean, variance } = moments(values, 0, true);
    return values.sub(mean).mul(variance.maximum(1e-30).rsqrt());
  });
}

/**
 * Whether any column of the inputs goes with any of the targets in a straight line, more than the largest of so many
 * correlations does by chance.
 * @param inputs shape [rows, columns]
 * @param ys shape [rows, …]
 * @param areClasses whether they are class indices, shape [rows] or [rows, 1]
 */
export function areCorrelated(inputs: Tensor2D, ys: Tensor, areClasses: boolean): boolean {
  return tidy(() => {
    const rows = inputs.shape[0];
    const numbers = ys.reshape<Tensor2D>([rows, -1]);
    const classes = areClasses ? numbers.max().dataSync()[0]! + 1 : 0;
    const targets = areClasses ? oneHot(numbers.reshape([rows]).cast('int32'), classes) : numbers;
    const [x, y] = [inputs, targets.cast('float32')].map((each) =>
      standardized(each as Tensor2D).clipByValue(-furthest, furthest),
    );
    const products = matMul(x as Tensor2D, y as Tensor2D, true).div(Math.sqrt(rows));
    const most = products.abs().max().dataSync()[0]!;
    return most > Math.sqrt(2 * Math.log(products.size)) + surely;
  });
}

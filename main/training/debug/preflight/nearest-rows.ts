import { argMin, concat, diag, fill, matMul, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { areCorrelated, standardized } from './correlated';

/** Deviations from chance beyond which something is surely related. */
const surely = 2;
const mostRows = 512;
const fewestRows = 64;
/** Inputs with more are pictures and the like. */
const mostColumns = 32;

/** The inputs of some rows side by side. Columns of a table have a unit each, pixels all the same one. */
function sideBySide(inputs: readonly Tensor[], rows: number): Tensor2D {
  const all = concat(inputs.map((each) => each.reshape([each.shape[0]!, -1]))).slice([0, 0], [rows, -1]) as Tensor2D;
  return inputs[0]!.rank === 2 && all.shape[1] <= mostColumns ? standardized(all) : all;
}

/** For each row, the other one that is nearest to it. */
function nearest(all: Tensor2D): ArrayLike<number> {
  return tidy(() => {
    const squares = all.square().sum(1);
    const products = matMul(all, all, false, true);
    const distances = squares
      .reshape([-1, 1])
      .add(squares.reshape([1, -1]))
      .sub(products.mul(2));
    const itself = diag(fill([all.shape[0]], 1e38));
    return argMin(distances.add(itself), 1).dataSync();
  });
}

/** Targets of some rows, one after the other. */
type Targets = { readonly values: ArrayLike<number>; readonly width: number; readonly areClasses: boolean };

/** Squared distance of two targets; of classes, whether they differ. */
function distanceOf({ values, width, areClasses }: Targets, one: number, other: number): number {
  let sum = 0;
  for (let at = 0; at < width; at += 1) {
    const difference = values[one * width + at]! - values[other * width + at]!;
    sum += areClasses ? Number(difference !== 0) : difference ** 2;
  }
  return sum;
}

/**
 * Whether rows whose inputs are alike have targets that are not more alike than those of any two rows, and no number of the
 * inputs goes with the targets.
 * @param inputs float32, each [rows of a batch, …]
 * @param ys targets of the same rows, each [rows of a batch, …]
 * @param areClasses whether they are class indices: all that differ are as far from each other
 * @returns the number of rows that were compared, or undefined if targets go with inputs or there are too few rows
 */
export function unrelatedRows(
  inputs: readonly Tensor[],
  ys: readonly Tensor[],
  areClasses: boolean,
): number | undefined {
  const all = inputs.reduce((sum, { shape }) => sum + shape[0]!, 0);
  const rows = Math.min(mostRows, all);
  if (rows < fewestRows) return undefined;
  const values = ys.flatMap((each) => Array.from(each.dataSync<'float32'>()));
  const targets = { values, width: values.length / all, areClasses };
  const [chance, spread] = ofAnyTwo(targets, rows);
  if (spread === 0) return undefined;
  return tidy(() => {
    const side = sideBySide(inputs, rows);
    const near = nearest(side);
    let sum = 0;
    for (let row = 0; row < rows; row += 1) sum += distanceOf(targets, row, near[row]!);
    if ((chance - sum / rows) / (spread / Math.sqrt(rows)) >= surely) return undefined;
    const own = concat(ys.map((each) => each.reshape([each.shape[0]!, -1]))).slice([0, 0], [rows, -1]);
    return areCorrelated(side, own, areClasses) ? undefined : rows;
  });
}

/** Mean and deviation of the distance between two rows' targets. */
function ofAnyTwo(targets: Targets, rows: number): readonly [mean: number, deviation: number] {
  let [sum, squares, count] = [0, 0, 0];
  for (let row = 0; row < rows; row += 1) {
    for (let other = 0; other < row; other += 1) {
      const distance = distanceOf(targets, row, other);
      sum += distance;
      squares += distance ** 2;
      count += 1;
    }
  }
  const mean = sum / count;
  return [mean, Math.sqrt(Math.max(0, squares / count - mean ** 2))];
}

import { oneHot, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { requireGiven, withDefaults } from '../names';
import { ratio, type Metric } from './metric';

type Given = { readonly [name: string]: unknown };
type Classes = (values: Tensor) => Tensor;
type Overlap = {
  readonly classes: number;
  readonly targets: readonly number[];
  readonly truth: Classes;
  readonly prediction: Classes;
  readonly ignored?: number | undefined;
};

const asIndex: Classes = (values) => values.cast('int32');
const asHighest =
  (axis: number): Classes =>
  (values) =>
    values.argMax(axis);

/** A confusion matrix as sums: row by true class, column by predicted class. */
function overlap(name: string, { classes, targets, truth, prediction, ignored }: Overlap): Metric {
  return {
    name,
    size: classes * classes,
    measure: ({ yTrue, yPred, weights }) => {
      const actual = truth(yTrue).reshape([-1]).cast('int32') as Tensor1D;
      const said = prediction(yPred).reshape([-1]) as Tensor1D;
      let rows = oneHot(actual, classes).cast('float32');
      if (weights) rows = rows.mul(weights.reshape([-1, 1]));
      if (ignored !== undefined) rows = rows.mul(actual.notEqual(ignored).cast('float32').expandDims(1));
      return rows.transpose().matMul(oneHot(said, classes).cast('float32')).reshape([-1]);
    },
    value: (sums) => {
      const at = (row: number, column: number): number => sums[row * classes + column]!;
      const total = (count: (other: number) => number): number =>
        Array.from({ length: classes }, (_, other) => count(other)).reduce((sum, each) => sum + each, 0);
      const shares = targets.map((target) => {
        const union = total((other) => at(target, other) + at(other, target)) - at(target, target);
        return union === 0 ? undefined : at(target, target) / union;
      });
      // A class that neither occurs nor is predicted does not count.
      const known = shares.filter((share) => share !== undefined);
      return ratio(
        known.reduce((sum, share) => sum + share, 0),
        known.length,
      );
    },
  };
}

const defaults = {
  numClasses: 0,
  targetClassIds: undefined as readonly number[] | undefined,
  ignoreClass: undefined as number | undefined,
  sparseYTrue: true,
  sparseYPred: true,
  axis: -1,
};

function byClasses(settings: { readonly isOneHot: boolean; readonly isMean: boolean }) {
  return (name: string, given: Given): Metric => {
    requireGiven(given, settings.isMean ? ['numClasses'] : ['numClasses', 'targetClassIds']);
    const isSparse = !settings.isOneHot;
    const values = withDefaults(given, { ...defaults, sparseYTrue: isSparse, sparseYPred: isSparse });
    const { numClasses, targetClassIds, ignoreClass, sparseYTrue, sparseYPred, axis } = values;
    return overlap(name, {
      classes: numClasses,
      targets: targetClassIds ?? Array.from({ length: numClasses }, (_, at) => at),
      truth: sparseYTrue ? asIndex : asHighest(axis),
      prediction: sparseYPred ? asIndex : asHighest(axis),
      ignored: ignoreClass,
    });
  };
}

/** The part of a class's samples, predicted or true, on which both agree; the mean over the classes asked for. */
export const iou = byClasses({ isOneHot: false, isMean: false });
export const meanIoU = byClasses({ isOneHot: false, isMean: true });
export const oneHotIoU = byClasses({ isOneHot: true, isMean: false });
export const oneHotMeanIoU = byClasses({ isOneHot: true, isMean: true });

/** Of yes and no, cut at a threshold. */
export function binaryIoU(name: string, given: Given): Metric {
  const { targetClassIds, threshold } = withDefaults(given, {
    targetClassIds: [0, 1] as readonly number[],
    threshold: 0.5,
  });
  const prediction: Classes = (values) => values.greaterEqual(threshold).cast('int32');
  return overlap(name, { classes: 2, targets: targetClassIds, truth: asIndex, prediction });
}

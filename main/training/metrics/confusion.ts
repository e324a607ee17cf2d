import { oneHot, range, sigmoid, tensor1d, topk, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { epsilon } from '../losses/loss';
import { weightsLike, type Measured, type Metric } from './metric';

/** Where predictions are cut into yes and no. */
export type Cut = {
  /** Ascending. */
  readonly thresholds: readonly number[];
  /** The thresholds divide 0 to 1 evenly, ends included: predictions are sorted into buckets, as Keras does. */
  readonly isEven?: boolean;
  /** Only the `k` highest scores of a row can be yes. */
  readonly topK?: number | undefined;
  /** Only this class is looked at. */
  readonly classId?: number | undefined;
  readonly fromLogits?: boolean;
  /** Each label of a row is counted by itself. */
  readonly labels?: number | undefined;
  readonly labelWeights?: readonly number[] | undefined;
};

/** Weighted counts at each threshold. */
export type Confusion = { readonly [Count in 'tp' | 'fp' | 'tn' | 'fn']: readonly number[] };

const notAmongBest = -1e10;

function onlyBest(yPred: Tensor, k: number): Tensor {
  const chosen = topk(yPred, k).indices.cast('int32') as Tensor1D;
  const mask = oneHot(chosen, yPred.shape.at(-1)!).cast('float32').sum(-2);
  return yPred.mul(mask).add(mask.neg().add(1).mul(notAmongBest));
}

function ofClass(values: Tensor, classId: number | undefined): Tensor {
  if (classId === undefined) return values;
  const start = values.shape.map((_, axis) => (axis === values.rank - 1 ? classId : 0));
  return values.slice(
    start,
    values.shape.map((size, axis) => (axis === values.rank - 1 ? 1 : size)),
  );
}

/** 1 where a prediction is above a threshold; the last axis is that of the thresholds. */
function saysYes(yPred: Tensor, { thresholds, isEven }: Cut): Tensor {
  const column = yPred.expandDims(yPred.rank);
  if (!isEven) return column.greater(tensor1d([...thresholds])).cast('float32');
  const bucket = column
    .clipByValue(0, 1)
    .mul(thresholds.length - 1)
    .ceil()
    .sub(1);
  const isOpen = thresholds[0]! < 0;
  return (isOpen ? bucket.relu() : bucket).greaterEqual(range(0, thresholds.length)).cast('float32');
}

/** Counts of a batch: true and false positives, true and false negatives, each by label and threshold. */
function countsOf({ yTrue, yPred, weights }: Measured, cut: Cut): Tensor {
  const { topK, classId, labels, labelWeights } = cut;
  const given = cut.fromLogits ? sigmoid(yPred) : yPred;
  const scores = ofClass(topK === undefined ? given : onlyBest(given, topK), classId);
  const truth = ofClass(yTrue.reshape(yPred.shape), classId).notEqual(0).cast('float32');
  let weigh = weights ? weightsLike(weights, scores) : scores.onesLike();
  if (labelWeights && labels === undefined) weigh = weigh.mul(tensor1d([...labelWeights]));
  const flat = (values: Tensor): Tensor => values.reshape([-1, labels ?? 1]);
  const yes = saysYes(flat(scores), cut);
  const positive = flat(truth.mul(weigh)).expandDims(2);
  const negative = flat(truth.neg().add(1).mul(weigh)).expandDims(2);
  const [tp, fp] = [positive.mul(yes).sum(0), negative.mul(yes).sum(0)];
  const [fn, tn] = [positive.sum(0).sub(tp), negative.sum(0).sub(fp)];
  const parts = [fp, tn, fn].map((each) => each.reshape([-1]));
  return tp.reshape([-1]).concat(parts);
}

/** A metric that follows from counts of right and wrong, positive and negative; `value` gets them for each label. */
export function confusionMetric(
  name: string,
  cut: Cut,
  value: (byLabel: readonly Confusion[]) => ReturnType<Metric['value']>,
): Metric {
  const labels = cut.labels ?? 1;
  const count = cut.thresholds.length;
  return {
    name,
    size: 4 * labels * count,
    measure: (batch) => countsOf(batch, cut),
    value: (sums) => {
      const part = (at: number, label: number): readonly number[] => {
        const start = (at * labels + label) * count;
        return sums.slice(start, start + count);
      };
      const byLabel = Array.from({ length: labels }, (_, label) => ({
        tp: part(0, label),
        fp: part(1, label),
        tn: part(2, label),
        fn: part(3, label),
      }));
      return value(byLabel);
    },
  };
}

/** Whether thresholds divide 0 to 1 evenly: Keras sorts predictions into buckets then. */
export function isEvenly(thresholds: readonly number[]): boolean {
  const last = thresholds.length - 1;
  return last >= 2 && thresholds.every((each, at) => Math.abs(each - at / last) <= epsilon + (1e-5 * at) / last);
}

/** `count` thresholds from 0 to 1, the ends moved outwards by `beyond`. */
export function evenThresholds(count: number, beyond: number): readonly number[] {
  const inner = Array.from({ length: count - 2 }, (_, at) => (at + 1) / (count - 1));
  return [-beyond, ...inner, 1 + beyond];
}

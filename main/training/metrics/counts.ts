import { withDefaults, wrongHyperparameter } from '../names';
import { confusionMetric, type Confusion } from './confusion';
import { ratio, type Metric } from './metric';

type Given = { readonly [name: string]: unknown };

const lowest = -1e10;
const defaults = {
  thresholds: undefined as unknown,
  topK: undefined as number | undefined,
  classId: undefined as number | undefined,
};

/** One threshold: several would give several values. */
function thresholdOf(thresholds: unknown, standard: number): number {
  const [only, ...more] = [thresholds ?? standard].flat() as readonly unknown[];
  if (typeof only === 'number' && more.length === 0) return only;
  throw wrongHyperparameter('thresholds', '0 … 1', thresholds);
}

function counted(value: (counts: { readonly [Count in keyof Confusion]: number }) => number) {
  return (name: string, given: Given): Metric => {
    const { thresholds, topK, classId } = withDefaults(given, defaults);
    const threshold = thresholdOf(thresholds, topK === undefined ? 0.5 : lowest);
    return confusionMetric(name, { thresholds: [threshold], topK, classId }, ([counts]) => {
      const { tp, fp, tn, fn } = counts!;
      return value({ tp: tp[0]!, fp: fp[0]!, tn: tn[0]!, fn: fn[0]! });
    });
  };
}

/** Of what was called positive, the part that is. */
export const precision = counted(({ tp, fp }) => ratio(tp, tp + fp));

/** Of what is positive, the part that was called so. */
export const recall = counted(({ tp, fn }) => ratio(tp, tp + fn));

/** How often each of the four things happened. */
export const truePositives = counted(({ tp }) => tp);
export const falsePositives = counted(({ fp }) => fp);
export const trueNegatives = counted(({ tn }) => tn);
export const falseNegatives = counted(({ fn }) => fn);

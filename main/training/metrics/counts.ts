import { withDefaults, wrongHyperparameter } from '../names';
import { confusionMetric, isEvenly, type Confusion } from './confusion';
import { ratio, type Metric } from './metric';

type Given = { readonly [name: string]: unknown };

const lowest = -1e10;
const defaults = {
  thresholds: undefined as unknown,
  topK: undefined as number | undefined,
  classId: undefined as number | undefined,
};

/** One threshold, or several with a value for each. */
function thresholdsOf(thresholds: unknown, standard: number): readonly number[] {
  const all: readonly unknown[] = [thresholds ?? standard].flat();
  const isKnown = (each: unknown): each is number => typeof each === 'number' && (each === lowest || isShare(each));
  if (all.length > 0 && all.every(isKnown)) return all;
  throw wrongHyperparameter('thresholds', '0 … 1', thresholds);
}

const isShare = (threshold: number): boolean => threshold >= 0 && threshold <= 1;

function counted(value: (counts: { readonly [Count in keyof Confusion]: number }) => number) {
  return (name: string, given: Given): Metric => {
    const { thresholds, topK, classId } = withDefaults(given, defaults);
    const all = thresholdsOf(thresholds, topK === undefined ? 0.5 : lowest);
    const cut = { thresholds: all, isEven: isEvenly(all), topK, classId };
    const metric = confusionMetric(name, cut, ([counts]) => {
      const { tp, fp, tn, fn } = counts!;
      return all.map((_, at) => value({ tp: tp[at]!, fp: fp[at]!, tn: tn[at]!, fn: fn[at]! }));
    });
    return { ...metric, parts: all.length };
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

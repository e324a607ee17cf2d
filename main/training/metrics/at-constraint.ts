import { requireGiven, withDefaults } from '../names';
import { confusionMetric, evenThresholds, type Confusion } from './confusion';
import { ratio, type Metric } from './metric';

type Given = { readonly [name: string]: unknown };
type Rate = (counts: Confusion, at: number) => number;

const sensitivity: Rate = ({ tp, fn }, at) => ratio(tp[at]!, tp[at]! + fn[at]!);
const specificity: Rate = ({ tn, fp }, at) => ratio(tn[at]!, tn[at]! + fp[at]!);
const precision: Rate = ({ tp, fp }, at) => ratio(tp[at]!, tp[at]! + fp[at]!);

/** The best of one rate over all thresholds at which another is at least what was asked for; 0 where there is none. */
function bestAt(wanted: Rate, constrained: Rate, constraint: string) {
  return (name: string, given: Given): Metric => {
    requireGiven(given, [constraint]);
    const defaults = { numThresholds: 200, classId: undefined as number | undefined, [constraint]: 0 };
    const settings = withDefaults(given, defaults);
    const { numThresholds, classId } = settings;
    const thresholds = numThresholds === 1 ? [0.5] : evenThresholds(numThresholds, 0);
    const least = Math.fround(settings[constraint] as number);
    return confusionMetric(name, { thresholds, isEven: numThresholds > 2, classId }, ([counts]) => {
      const feasible = thresholds.map((_, at) => at).filter((at) => Math.fround(constrained(counts!, at)) >= least);
      return Math.max(0, ...feasible.map((at) => wanted(counts!, at)));
    });
  };
}

export const sensitivityAtSpecificity = bestAt(sensitivity, specificity, 'specificity');
export const specificityAtSensitivity = bestAt(specificity, sensitivity, 'sensitivity');
export const precisionAtRecall = bestAt(precision, sensitivity, 'recall');
export const recallAtPrecision = bestAt(sensitivity, precision, 'precision');

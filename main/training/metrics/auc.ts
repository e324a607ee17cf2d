import { withDefaults, wrongHyperparameter } from '../names';
import { epsilon } from '../losses/loss';
import { confusionMetric, evenThresholds, isEvenly, type Confusion } from './confusion';
import { ratio, type Metric } from './metric';

type Given = { readonly [name: string]: unknown };
type Height = (left: number, right: number) => number;

const heights: { readonly [method: string]: Height } = {
  interpolation: (left, right) => (left + right) / 2,
  minoring: Math.min,
  majoring: Math.max,
};

const defaults = {
  numThresholds: 200,
  curve: 'ROC',
  summationMethod: 'interpolation',
  thresholds: undefined as readonly number[] | undefined,
  multiLabel: false,
  numLabels: undefined as number | undefined,
  labelWeights: undefined as readonly number[] | undefined,
  fromLogits: false,
};

/** Under the curve of precision over recall, with true positives varying linearly between thresholds. */
function interpolatedPrecision({ tp, fp, fn }: Confusion): number {
  let area = 0;
  for (let at = 0; at + 1 < tp.length; at += 1) {
    const [hits, nextHits] = [tp[at]!, tp[at + 1]!];
    const [said, nextSaid] = [hits + fp[at]!, nextHits + fp[at + 1]!];
    const slope = ratio(hits - nextHits, Math.max(said - nextSaid, 0));
    const intercept = nextHits - slope * nextSaid;
    const growth = said > 0 && nextSaid > 0 ? said / nextSaid : 1;
    area += ratio(slope * (hits - nextHits + intercept * Math.log(growth)), Math.max(nextHits + fn[at + 1]!, 0));
  }
  return area;
}

/** The area under points that run from right to left. */
function areaUnder(x: readonly number[], y: readonly number[], height: Height): number {
  let area = 0;
  for (let at = 0; at + 1 < x.length; at += 1) area += (x[at]! - x[at + 1]!) * height(y[at]!, y[at + 1]!);
  return area;
}

function curveArea({ tp, fp, tn, fn }: Confusion, isRoc: boolean, height: Height): number {
  const recall = tp.map((hits, at) => ratio(hits, hits + fn[at]!));
  if (!isRoc) {
    const precision = tp.map((hits, at) => ratio(hits, hits + fp[at]!));
    return areaUnder(recall, precision, height);
  }
  const falseAlarms = fp.map((alarms, at) => ratio(alarms, alarms + tn[at]!));
  return areaUnder(falseAlarms, recall, height);
}

/** The area under the curve of hits over false alarms (ROC), or of precision over recall (PR). */
export function auc(name: string, given: Given, outputShape: readonly (number | null)[]): Metric {
  const settings = withDefaults(given, defaults);
  const { curve, summationMethod, numThresholds, multiLabel, labelWeights, fromLogits } = settings;
  const height = heights[summationMethod.toLowerCase()];
  if (!height) throw wrongHyperparameter('summationMethod', Object.keys(heights).join(' | '), summationMethod);
  if (curve !== 'ROC' && curve !== 'PR') throw wrongHyperparameter('curve', 'ROC | PR', curve);
  if (numThresholds <= 1) throw wrongHyperparameter('numThresholds', '2, 3, 4, …', numThresholds);
  const own = settings.thresholds && [...settings.thresholds].sort((a, b) => a - b);
  const thresholds = own ? [-epsilon, ...own, 1 + epsilon] : evenThresholds(numThresholds, epsilon);
  const isEven = !own || isEvenly([0, ...own, 1]);
  const labels = multiLabel ? (settings.numLabels ?? outputShape.at(-1) ?? 1) : undefined;
  const isInterpolatedPrecision = curve === 'PR' && summationMethod.toLowerCase() === 'interpolation';
  const area = (counts: Confusion): number =>
    isInterpolatedPrecision ? interpolatedPrecision(counts) : curveArea(counts, curve === 'ROC', height);
  return confusionMetric(name, { thresholds, isEven, labels, labelWeights, fromLogits }, (byLabel) => {
    const weights = byLabel.map((_, label) => (multiLabel ? (labelWeights?.[label] ?? 1) : 1));
    const total = byLabel.reduce((sum, counts, label) => sum + area(counts) * weights[label]!, 0);
    return ratio(
      total,
      weights.reduce((sum, weight) => sum + weight, 0),
    );
  });
}

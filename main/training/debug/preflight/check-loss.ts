import type { Tensor } from '@tensorflow/tfjs-core';
import type { PreflightFinding } from '../../../contract/debug/preflight';
import type { PreparedBatch } from '../../data/prepared-batch';
import { hasLoss } from '../../losses/loss';
import { rangeOf } from '../../measures/statistics';
import type { SetUpOutput } from './outputs';

type Found = readonly PreflightFinding[];

/** Shares of a row add up to 1 up to rounding. */
const sumTolerance = 1e-3;
/** Measurements such as ages and temperatures are learned as they are. */
const largestTarget = 200;
const accuracies = /(?:^|_)acc(?:uracy)?(?:_\d+)?$|accuracy/iu;

type Reach = readonly [min: number, max: number];

/** What an activation can give, where that is not any number. */
const reaches: { readonly [activation: string]: Reach } = {
  softmax: [0, 1],
  sigmoid: [0, 1],
  hardsigmoid: [0, 1],
  tanh: [-1, 1],
  softsign: [-1, 1],
  relu: [0, Infinity],
  relu6: [0, 6],
  softplus: [0, Infinity],
};

/** What an activation can give. */
export function reachOf(activation: string): Reach {
  return reaches[activation] ?? [-Infinity, Infinity];
}

/** Whether numbers lie where an activation reaches; so do none. */
export function isWithin({ min, max }: { readonly min: number; readonly max: number }, reach: Reach): boolean {
  return min >= reach[0] && max <= reach[1];
}

/** The activation that probabilities of a loss come from. */
const probabilities: { readonly [loss: string]: string } = {
  categorical_crossentropy: 'softmax',
  categorical_focal_crossentropy: 'softmax',
  sparse_categorical_crossentropy: 'softmax',
  binary_crossentropy: 'sigmoid',
  binary_focal_crossentropy: 'sigmoid',
};

function crossentropyFindings(set: SetUpOutput, fitting: string): Found {
  const { output, activation, lossName, fromLogits } = set;
  const { name } = output;
  const at = { check: 'loss', level: 'problem' } as const;
  if (fromLogits) {
    if (activation === 'linear') return [];
    if (activation === fitting) {
      return [{ check: 'loss', level: 'warning', code: 'logits-activated', values: { name, activation } }];
    }
    return [{ ...at, code: 'wrong-activation', values: { name, loss: lossName, activation, fitting: 'linear' } }];
  }
  if (activation === fitting) return [];
  if (activation === 'linear') {
    return [{ ...at, code: 'logits-taken', values: { name, loss: lossName, activation: fitting } }];
  }
  return [{ ...at, code: 'wrong-activation', values: { name, loss: lossName, activation, fitting } }];
}

/** The least and the largest sum of a row of targets. */
function sumsOf(targets: readonly Tensor[]): ReturnType<typeof rangeOf> {
  const sums = targets.map((each) => each.sum(-1));
  const range = rangeOf(sums);
  for (const each of sums) each.dispose();
  return range;
}

/** Whether each row of targets adds up to 1 and none is below 0. */
export function areDistributions(targets: readonly Tensor[]): boolean {
  return isWithin(rangeOf(targets), [0, Infinity]) && isWithin(sumsOf(targets), [1 - sumTolerance, 1 + sumTolerance]);
}

function shareFindings(
  { output: { name }, index, lossName }: SetUpOutput,
  fitting: string,
  batches: readonly PreparedBatch[],
): Found {
  const targets = batches.map(({ ys }) => ys[index]!);
  const { min, max } = rangeOf(targets);
  const values = { name, loss: lossName };
  const at = { check: 'loss', level: 'problem' } as const;
  if (min < 0 || max > 1) return [{ ...at, code: 'targets-not-shares', values: { ...values, min, max } }];
  if (fitting !== 'softmax') return [];
  if (areDistributions(targets)) return [];
  return [{ ...at, code: 'targets-not-distribution', values: { ...values, ...sumsOf(targets) } }];
}

function reachFindings(set: SetUpOutput, batches: readonly PreparedBatch[]): Found {
  const { output, index, activation, lossName } = set;
  if (output.loss.targets !== 'like-output' || batches.length === 0) return [];
  const { min, max } = rangeOf(batches.map(({ ys }) => ys[index]!));
  if (isWithin({ min, max }, reachOf(activation))) return [];
  const values = { name: output.name, loss: lossName, activation, min, max };
  return [{ check: 'loss', level: 'problem', code: 'targets-out-of-reach', values }];
}

/** Losses that look at the share by which a number is off. */
const relativeLosses = new Set(['mean_absolute_percentage_error', 'mean_squared_logarithmic_error']);

/** Numbers that an output of its own accord is far from. */
function scaleFindings(
  { output, index, activation, loss, lossName }: SetUpOutput,
  batches: readonly PreparedBatch[],
): Found {
  if (activation !== 'linear' || output.loss.targets !== 'like-output' || batches.length === 0) return [];
  if (relativeLosses.has(loss!)) return [];
  const { min, max } = rangeOf(batches.map(({ ys }) => ys[index]!));
  if (Math.max(Math.abs(min), Math.abs(max)) <= largestTarget) return [];
  const values = { name: output.name, loss: lossName, min, max };
  return [{ check: 'loss', level: 'warning', code: 'targets-unscaled', values }];
}

/** Accuracy counts numbers that are equal: of measurements there are none. */
function accuracyFindings({ output, index, lossName }: SetUpOutput, batches: readonly PreparedBatch[]): Found {
  const isMeasured = [...output.metrics, ...output.weightedMetrics].some(({ name }) => accuracies.test(name));
  if (!isMeasured || output.loss.targets !== 'like-output') return [];
  const areClasses = batches.every(({ ys }) =>
    ys[index]!.dataSync<'float32'>().every((value) => value === 0 || value === 1),
  );
  if (areClasses) return [];
  const values = { name: output.name, loss: lossName };
  return [{ check: 'loss', level: 'warning', code: 'accuracy-of-numbers', values }];
}

/** Whether an output that is trained is 1 whatever its weights are. A crossentropy may fall all the same: by its logits. */
function isAlwaysOne({ output, activation }: SetUpOutput): boolean {
  return hasLoss(output) && activation === 'softmax' && output.shape.at(-1) === 1;
}

/** Losses of another kind than crossentropy, which say what their targets are by themselves. */
const withOwnTargets = new Set(['hinge', 'squared_hinge', 'categorical_hinge', 'cosine_similarity']);

/**
 * Whether loss, activation and targets belong together.
 * @param batches may be none: nothing is said of targets then
 */
export function lossFindings(outputs: readonly SetUpOutput[], batches: readonly PreparedBatch[]): Found {
  return outputs.flatMap((set): Found => {
    if (isAlwaysOne(set)) {
      return [{ check: 'loss', level: 'problem', code: 'one-unit-softmax', values: { name: set.output.name } }];
    }
    if (set.loss === undefined || withOwnTargets.has(set.loss)) return [];
    const fitting = probabilities[set.loss];
    if (fitting === undefined) {
      return [...reachFindings(set, batches), ...scaleFindings(set, batches), ...accuracyFindings(set, batches)];
    }
    const ofShares =
      set.output.loss.targets === 'like-output' && batches.length > 0 ? shareFindings(set, fitting, batches) : [];
    return [...crossentropyFindings(set, fitting), ...ofShares];
  });
}

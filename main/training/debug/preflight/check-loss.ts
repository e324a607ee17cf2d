import type { PreflightFinding } from '../../../contract/debug/preflight';
import type { PreparedBatch } from '../../data/prepared-batch';
import { rangeOf } from '../../measures/statistics';
import type { SetUpOutput } from './outputs';

type Found = readonly PreflightFinding[];

/** Shares of a row add up to 1 up to rounding. */
const sumTolerance = 1e-3;
/** Measurements such as ages and temperatures are learned as they are. */
const largestTarget = 200;
const accuracies = /(?:^|_)acc(?:uracy)?(?:_\d+)?$|accuracy/iu;

/** What an activation can give. */
const reaches: { readonly [activation: string]: readonly [min: number, max: number] } = {
  softmax: [0, 1],
  sigmoid: [0, 1],
  hardsigmoid: [0, 1],
  tanh: [-1, 1],
  softsign: [-1, 1],
  relu: [0, Infinity],
  relu6: [0, 6],
  softplus: [0, Infinity],
};

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
  const units = output.shape.at(-1);
  if (fromLogits) {
    if (activation === 'linear') return [];
    if (activation === fitting) {
      return [{ check: 'loss', level: 'warning', code: 'logits-activated', values: { name, activation } }];
    }
    return [{ ...at, code: 'wrong-activation', values: { name, loss: lossName, activation, fitting: 'linear' } }];
  }
  if (activation === 'softmax' && units === 1) return [{ ...at, code: 'one-unit-softmax', values: { name } }];
  if (activation === fitting) return [];
  if (activation === 'linear') {
    return [{ ...at, code: 'logits-taken', values: { name, loss: lossName, activation: fitting } }];
  }
  return [{ ...at, code: 'wrong-activation', values: { name, loss: lossName, activation, fitting } }];
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
  const sums = targets.map((each) => each.sum(-1));
  const ofRows = rangeOf(sums);
  for (const each of sums) each.dispose();
  const areWhole = ofRows.min > 1 - sumTolerance && ofRows.max < 1 + sumTolerance;
  return areWhole ? [] : [{ ...at, code: 'targets-not-distribution', values: { ...values, ...ofRows } }];
}

function reachFindings(set: SetUpOutput, batches: readonly PreparedBatch[]): Found {
  const { output, index, activation, lossName } = set;
  const reach = reaches[activation];
  if (!reach || output.loss.targets !== 'like-output' || batches.length === 0) return [];
  const { min, max } = rangeOf(batches.map(({ ys }) => ys[index]!));
  if (min >= reach[0] && max <= reach[1]) return [];
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

/** Losses of another kind than crossentropy, which say what their targets are by themselves. */
const withOwnTargets = new Set(['hinge', 'squared_hinge', 'categorical_hinge', 'cosine_similarity']);

/**
 * Whether loss, activation and targets belong together.
 * @param batches may be none: nothing is said of targets then
 */
export function lossFindings(outputs: readonly SetUpOutput[], batches: readonly PreparedBatch[]): Found {
  return outputs.flatMap((set): Found => {
    if (set.loss === undefined || withOwnTargets.has(set.loss)) return [];
    const fitting = probabilities[set.loss];
    if (fitting === undefined) {
      const isRegression = set.activation === 'softmax' && set.output.shape.at(-1) === 1;
      if (isRegression) {
        return [{ check: 'loss', level: 'problem', code: 'one-unit-softmax', values: { name: set.output.name } }];
      }
      return [...reachFindings(set, batches), ...scaleFindings(set, batches), ...accuracyFindings(set, batches)];
    }
    const ofShares =
      set.output.loss.targets === 'like-output' && batches.length > 0 ? shareFindings(set, fitting, batches) : [];
    return [...crossentropyFindings(set, fitting), ...ofShares];
  });
}

import { variantLosses } from '../../../contract/debug/what-if';
import { findLoss, longLossName } from '../../losses/find-loss';
import { hasLoss } from '../../losses/loss';
import { rangeOf } from '../../measures/statistics';
import { compileOptionsOf } from '../../model/build-models';
import type { PreparedBatch } from '../../data/prepared-batch';
import type { DebugContext } from '../debug-context';
import { lookedAtBatch } from '../looked-at-batch';
import { areDistributions, isWithin, lossFindings, reachOf } from '../preflight/check-loss';
import { setUpOutputs, type SetUpOutput } from '../preflight/outputs';

type Targets = readonly PreparedBatch['ys'][number][];

const isAtLeast0 = (targets: Targets): boolean => isWithin(rangeOf(targets), [0, Infinity]);
const isOneOf = (targets: Targets, values: readonly number[]): boolean =>
  targets.every((each) => each.dataSync<'float32'>().every((value) => values.includes(value)));
const areSides = (targets: Targets): boolean => isOneOf(targets, [-1, 1]) || isOneOf(targets, [0, 1]);

/** What losses need that pre-flight has nothing to say of. */
const needs: { readonly [loss: string]: (set: SetUpOutput, targets: Targets) => boolean } = {
  kl_divergence: ({ activation, output }, targets) =>
    activation === 'softmax' && output.shape.at(-1) !== 1 && areDistributions(targets),
  poisson: ({ activation }, targets) => reachOf(activation)[0] >= 0 && isAtLeast0(targets),
  hinge: ({ activation }, targets) => reachOf(activation)[0] < 0 && areSides(targets),
  squared_hinge: ({ activation }, targets) => reachOf(activation)[0] < 0 && areSides(targets),
  categorical_hinge: ({ output }, targets) =>
    output.shape.at(-1) !== 1 && isOneOf(targets, [0, 1]) && areDistributions(targets),
};

function fits(given: SetUpOutput, name: string, batches: readonly PreparedBatch[]): boolean {
  const loss = findLoss(name);
  if (loss.targets !== given.output.loss.targets) return false;
  const long = longLossName(name)!;
  const set: SetUpOutput = {
    ...given,
    output: { ...given.output, loss },
    loss: long,
    lossName: name,
    fromLogits: false,
  };
  if (lossFindings([set], batches).some(({ level }) => level === 'problem')) return false;
  const targets = batches.map(({ ys }) => ys[given.index]!);
  return needs[long]?.(set, targets) ?? true;
}

/**
 * Names of losses for a variant: those that pre-flight would find nothing wrong with, by the activations and units of
 * the outputs and the targets of the batch that is looked at. Before the first batch, targets count only by their form.
 */
export function fittingLosses(context: DebugContext): readonly string[] {
  const looked = lookedAtBatch(context);
  const compiled = looked?.compiled ?? [...context.models.values()][0]!;
  const batches = looked ? [looked.batch] : [];
  const trained = setUpOutputs(compiled, compileOptionsOf(context.experiment, compiled.name)).filter(({ output }) =>
    hasLoss(output),
  );
  return variantLosses.filter((name) => trained.every((set) => fits(set, name, batches)));
}

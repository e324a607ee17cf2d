import type { Preflight, PreflightFinding, TriedRate } from '../../../contract/debug/preflight';
import type { CompiledModel } from '../../model/compiled-model';
import { disposeBatch, type PreparedBatch } from '../../data/prepared-batch';
import { keepingState, readState, type ModelState } from '../../model/state';
import { testStep } from '../../step/train-on-batch';
import { cloneBatch, trainOnCopy } from '../looked-at-batch';
import { isLookedUp } from '../looked-up-inputs';
import { unrelatedRows } from './nearest-rows';

const rates = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10];
/** Steps with each rate. */
const triedSteps = 6;
const learningSteps = 30;
/** A loss that has come to this much of the first was learned from; of a trained model little is left to learn. */
const learnedShare = 0.9;
const trainedShare = 0.999;
/** A loss that fell below 0 by this many times what it was has no least value: any rate is good for it, the larger the better. */
const endless = 1000;
/** Steps on the other batches, and what share of the loss without a relation is one. */
const carriedSteps = 40;
const carriedShare = 0.9;
/** A rate is too low that is this much below those that are good, and makes no more than this share of their fall. */
const tolerance = 30;
const hardlyMoves = 0.002;

/** Loss of a batch with training off. */
function lossOf(compiled: CompiledModel, batch: PreparedBatch): number {
  return testStep(compiled, cloneBatch(batch))[0]! / batch.rows;
}

function trainOn(compiled: CompiledModel, batch: PreparedBatch): void {
  trainOnCopy(compiled, batch, compiled.optimizer.iterations);
}

/** Loss after a few steps with a rate. */
function tried(compiled: CompiledModel, batch: PreparedBatch, state: ModelState, rate: number): TriedRate {
  const run = (): TriedRate => {
    compiled.optimizer.learningRate = rate;
    for (let step = 0; step < triedSteps; step += 1) trainOn(compiled, batch);
    return { rate, loss: lossOf(compiled, batch) };
  };
  return keepingState(compiled, run, state);
}

/** How far the loss fell. */
function fallOf({ loss }: TriedRate, first: number): number {
  return Number.isFinite(loss) ? first - loss : -Infinity;
}

function bestFall(all: readonly TriedRate[], first: number): number {
  return Math.max(...all.map((each) => fallOf(each, first)));
}

type Found = readonly PreflightFinding[];
type Learned = Pick<Preflight, 'learned' | 'rates'> & { readonly findings: readonly PreflightFinding[] };

/** Rates that make the loss fall at least half as far as the best does. */
function goodRates(
  all: readonly TriedRate[],
  first: number,
): { readonly low: number; readonly high: number } | undefined {
  const best = bestFall(all, first);
  if (!(best > 0)) return undefined;
  const good = all.filter((each) => fallOf(each, first) >= best / 2).map(({ rate }) => rate);
  return { low: Math.min(...good), high: Math.max(...good) };
}

type Rates = NonNullable<Preflight['rates']>;

function rateFindings({ chosen, low, high, tried: all }: Rates, first: number, isNew: boolean) {
  const values = { chosen, low, high };
  const own = all.find(({ rate }) => rate === chosen)!;
  const diverges = !(own.loss < first * 1.5 + 1e-6);
  const found: PreflightFinding[] = [];
  if (diverges && chosen > high) found.push({ check: 'rate', level: 'problem', code: 'rate-too-high', values });
  const isLow = chosen * tolerance < low && fallOf(own, first) < bestFall(all, first) * hardlyMoves;
  // A model that has learned is near where small steps are right.
  if (isNew && isLow) found.push({ check: 'rate', level: 'warning', code: 'rate-too-low', values });
  return found;
}

/** Runs something, and puts the state back. */
type PutBack = <Result>(run: () => Result) => Result;

/** The same inputs with the targets of other rows; the caller ends it. */
function mixedUp(batch: PreparedBatch): PreparedBatch {
  const own = cloneBatch(batch);
  const ys = own.ys.map((each) => each.reverse(0));
  for (const each of own.ys) each.dispose();
  return { ...own, ys };
}

/** Whether the first batch is better for what is learned from the others than for the same with targets of other rows. */
function carriesOver(compiled: CompiledModel, batches: readonly PreparedBatch[], run: PutBack): boolean {
  const [other, ...own] = batches as [PreparedBatch, ...PreparedBatch[]];
  const learnedFrom = (trained: readonly PreparedBatch[]): number =>
    run(() => {
      for (let step = 0; step < carriedSteps; step += 1) trainOn(compiled, trained[step % trained.length]!);
      return lossOf(compiled, other);
    });
  const mixed = own.map(mixedUp);
  try {
    return learnedFrom(own) < learnedFrom(mixed) * carriedShare;
  } finally {
    for (const each of mixed) disposeBatch(each);
  }
}

/** Targets that have nothing to do with their inputs: neither by what is near, nor by what the model can learn of them. */
function relationFindings(compiled: CompiledModel, batches: readonly PreparedBatch[], run: PutBack): Found {
  const [output] = compiled.outputs;
  const { targets } = output!.loss;
  if (compiled.outputs.length > 1 || compiled.model.inputs.length > 1 || batches.length < 2) return [];
  if (targets === 'free' || isLookedUp(compiled.model, 0) || output!.shape.length > 2) return [];
  const [xs, ys] = [batches.map((each) => each.xs[0]!), batches.map((each) => each.ys[0]!)];
  const rows = unrelatedRows(xs, ys, targets === 'class-index');
  if (rows === undefined || carriesOver(compiled, batches, run)) return [];
  return [{ check: 'data', level: 'warning', code: 'unrelated', values: { name: output!.name, rows } }];
}

/**
 * Trains on the first batch alone, with several rates and then with the best: can it be learned at all? The state is put
 * back.
 * @param isNew whether the model has not been trained yet
 */
export function learning(compiled: CompiledModel, batches: readonly PreparedBatch[], isNew: boolean): Learned {
  const [batch] = batches as [PreparedBatch, ...PreparedBatch[]];
  const state = readState(compiled);
  const { optimizer, random } = compiled;
  return random.withoutDropout(() => {
    const first = lossOf(compiled, batch);
    const chosen = optimizer.learningRate;
    const all = optimizer.hasSchedule
      ? []
      : [...new Set([...rates, chosen])].sort((a, b) => a - b).map((rate) => tried(compiled, batch, state, rate));
    const good = goodRates(all, first);
    const withGood = <Result>(run: () => Result): Result => {
      if (good) optimizer.learningRate = Math.sqrt(good.low * good.high);
      return keepingState(compiled, run, state);
    };
    const last = withGood(() => {
      for (let step = 0; step < learningSteps; step += 1) trainOn(compiled, batch);
      return lossOf(compiled, batch);
    });
    const learned = { first, last, steps: learningSteps };
    if (last < -(1 + Math.abs(first)) * endless) {
      return { findings: [{ check: 'learning', level: 'warning', code: 'loss-unbounded', values: learned }], learned };
    }
    const share = isNew ? learnedShare : trainedShare;
    const isLearned = last < first * share || Math.min(first, last) < 1e-3;
    const findings: PreflightFinding[] = isLearned
      ? []
      : [{ check: 'learning', level: 'problem', code: 'not-learned', values: learned }];
    if (isLearned && isNew) findings.push(...relationFindings(compiled, batches, withGood));
    if (!good) return { findings, learned };
    const found = { chosen, tried: all, ...good };
    findings.push(...rateFindings(found, first, isNew));
    return { findings, learned, rates: found };
  });
}

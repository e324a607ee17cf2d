import type { Preflight, PreflightFinding, TriedRate } from '../../../contract/debug/preflight';
import type { CompiledModel } from '../../compiled-model';
import { disposeBatch, type PreparedBatch } from '../../data/prepared-batch';
import { readState, writeState, type ModelState } from '../../state';
import { disposeResults } from '../../step';
import { testStep, trainStep } from '../../train-on-batch';
import { cloneBatch } from '../layers/looked-at-step';

const rates = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10];
/** Steps with each rate. */
const triedSteps = 6;
const learningSteps = 30;
/** A loss that has come to this much of the first was learned from. */
const learnedShare = 0.9;
/** A rate may be this much off from one that was good. */
const tolerance = 30;

/** Loss of a batch with training off. */
function lossOf(compiled: CompiledModel, batch: PreparedBatch): number {
  return testStep(compiled, cloneBatch(batch))[0]! / batch.rows;
}

function trainOn(compiled: CompiledModel, batch: PreparedBatch): void {
  const trained = trainStep(compiled, cloneBatch(batch), compiled.optimizer.iterations);
  disposeBatch(trained.batch);
  disposeResults(trained.results);
}

/** Runs something on a state; afterwards it is what it was. */
function from<Result>(compiled: CompiledModel, state: ModelState, run: () => Result): Result {
  try {
    return run();
  } finally {
    writeState(compiled, state);
  }
}

/** Loss after a few steps with a rate. */
function tried(compiled: CompiledModel, batch: PreparedBatch, state: ModelState, rate: number): TriedRate {
  return from(compiled, state, () => {
    compiled.optimizer.learningRate = rate;
    for (let step = 0; step < triedSteps; step += 1) trainOn(compiled, batch);
    return { rate, loss: lossOf(compiled, batch) };
  });
}

type Learned = Pick<Preflight, 'learned' | 'rates'> & { readonly findings: readonly PreflightFinding[] };

/** Rates that make the loss fall at least half as far as the best does. */
function goodRates(
  all: readonly TriedRate[],
  first: number,
): { readonly low: number; readonly high: number } | undefined {
  const fall = ({ loss }: TriedRate): number => (Number.isFinite(loss) ? first - loss : -Infinity);
  const best = Math.max(...all.map(fall));
  if (!(best > 0)) return undefined;
  const good = all.filter((each) => fall(each) >= best / 2).map(({ rate }) => rate);
  return { low: Math.min(...good), high: Math.max(...good) };
}

function rateFindings(
  chosen: number,
  { low, high }: { readonly low: number; readonly high: number },
  all: readonly TriedRate[],
  first: number,
) {
  const values = { chosen, low, high };
  const own = all.find(({ rate }) => rate === chosen)!;
  const diverges = !(own.loss < first * 1.5 + 1e-6);
  const found: PreflightFinding[] = [];
  if (diverges && chosen > high) found.push({ check: 'rate', level: 'problem', code: 'rate-too-high', values });
  if (chosen * tolerance < low) found.push({ check: 'rate', level: 'warning', code: 'rate-too-low', values });
  return found;
}

/**
 * Trains on the first batch alone, with several rates and then with the best: can it be learned at all? The state is put
 * back.
 */
export function learning(compiled: CompiledModel, batch: PreparedBatch): Learned {
  const state = readState(compiled);
  const { optimizer, random } = compiled;
  return random.withoutDropout(() => {
    const first = lossOf(compiled, batch);
    const chosen = optimizer.learningRate;
    const all = optimizer.hasSchedule
      ? []
      : [...new Set([...rates, chosen])].sort((a, b) => a - b).map((rate) => tried(compiled, batch, state, rate));
    const good = goodRates(all, first);
    const last = from(compiled, state, () => {
      if (good) optimizer.learningRate = Math.sqrt(good.low * good.high);
      for (let step = 0; step < learningSteps; step += 1) trainOn(compiled, batch);
      return lossOf(compiled, batch);
    });
    const learned = { first, last, steps: learningSteps };
    const isLearned = last < first * learnedShare || last < 1e-3;
    const findings: PreflightFinding[] = isLearned
      ? []
      : [{ check: 'learning', level: 'problem', code: 'not-learned', values: learned }];
    if (!good) return { findings, learned };
    findings.push(...rateFindings(chosen, good, all, first));
    return { findings, learned, rates: { chosen, tried: all, ...good } };
  });
}

import type { LearningVerdict, TrainedAgain } from '../../../contract/debug/batch-inspector';
import { CodedError } from '../../../contract/errors';
import { canTrainAgain } from '../../../contract/run-state';
import { keepingState } from '../../model/state';
import type { DebugContext } from '../debug-context';
import { lookedAtBatch, trainOnCopy, type LookedAtBatch } from '../looked-at-batch';
import { withFileBatch } from '../replay/file-batch';
import { lossNow } from './loss-now';

const mostSteps = 1000;

function verdictOf(losses: readonly number[]): LearningVerdict {
  const [first, last] = [losses[0]!, losses.at(-1)!];
  if (!losses.every(Number.isFinite)) return 'diverged';
  if (last <= first / 10) return 'learned';
  return last <= first / 2 ? 'falling' : 'not-learned';
}

/** Stops early where nothing more can be learned. */
function lossesOf({ compiled, batch, key, ...looked }: LookedAtBatch, steps: number): readonly number[] {
  const losses: number[] = [];
  for (let step = 0; step < steps; step += 1) {
    losses.push(trainOnCopy(compiled, batch, key + step)['loss']!);
    if (!Number.isFinite(losses.at(-1))) return losses;
  }
  return [...losses, lossNow({ ...looked, compiled, batch, key: key + steps })];
}

/**
 * Trains on one batch alone, then puts the state back: can it be learned at all?
 * @param file where the batch is; left out: the one that the run stands in or trained last
 * @throws CodedError `illegal-command` while the run moves or before its first batch, `wrong-argument`, and those of reading
 * the file
 */
export async function trainAgain(context: DebugContext, steps: number, file?: string): Promise<TrainedAgain> {
  const { status } = context.state;
  const looked = file === undefined ? lookedAtBatch(context) : undefined;
  const isPossible = canTrainAgain(context.state) || (file !== undefined && status === 'ready');
  if (!isPossible || (file === undefined && !looked)) {
    throw new CodedError('illegal-command', { command: 'trainAgain', status });
  }
  if (!Number.isInteger(steps) || steps < 1 || steps > mostSteps) {
    throw new CodedError('wrong-argument', { name: 'steps', expected: `1 … ${mostSteps}`, got: String(steps) });
  }
  if (looked) return learned(looked, steps);
  return withFileBatch(context, file!, (read) => learned(read, steps));
}

function learned(looked: LookedAtBatch, steps: number): TrainedAgain {
  const losses = keepingState(looked.compiled, () => lossesOf(looked, steps));
  return { ...looked.place, losses, verdict: verdictOf(losses) };
}

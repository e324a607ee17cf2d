import type { PreparedBatch } from '../data/prepared-batch';
import { recordForward, type ForwardKind, type RecordedForward } from './recorded-forward';
import { recordStep, type RecordedStep, type ToRecord } from './recorded-step';
import { checkSame } from './same-recording';
import { withCopy, withTurned } from './sample-batches';

/**
 * Writes a step down and shows that it holds for other steps: a second one with other inputs, random numbers and
 * numbers of the update has to be the same.
 * @param step key of its random numbers
 * @throws NotRecordable; whatever the model throws on such a batch
 */
export function recordStepTwice(what: ToRecord, batch: PreparedBatch, step: number): RecordedStep {
  const { optimizer } = what.compiled;
  const { iterations } = optimizer;
  const first = withCopy(batch, (own) => recordStep(what, own, step));
  try {
    optimizer.iterations = iterations + 1;
    const second = withTurned(batch, (own) => recordStep(what, own, step + 1));
    checkSame(first.recording, second.recording);
  } finally {
    optimizer.iterations = iterations;
  }
  return first;
}

/** The same for a forward pass. */
export function recordForwardTwice(what: ToRecord, batch: PreparedBatch, kind: ForwardKind): RecordedForward {
  const first = withCopy(batch, (own) => recordForward(what, own, kind));
  const second = withTurned(batch, (own) => recordForward(what, own, kind));
  checkSame(first.recording, second.recording);
  return first;
}

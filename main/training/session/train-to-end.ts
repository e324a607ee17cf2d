import { reportOf, type ErrorReport } from '../../contract/errors';
import type { RunState } from '../../contract/run-state';
import { RunEnded } from '../run-ended';
import { userCodeError } from '../user-code';
import type { RunCore } from './run-core';
import type { SessionParts } from './session-options';

/** Trains a run to its end, whatever it is. @returns the state that it ends in; never rejects */
export async function trainToEnd(parts: SessionParts, core: RunCore): Promise<RunState> {
  const { mode, plan, surroundings } = parts;
  const { signal } = surroundings.abort;
  try {
    const status = await mode.run(core.observer());
    return { status: signal.aborted ? 'stopped' : status, step: core.gate.step };
  } catch (error) {
    const { step } = core.gate;
    if (signal.aborted) return { status: 'stopped', step };
    if (error instanceof RunEnded) return { status: 'finished', step };
    return { status: 'failed', step, file: plan.file, error: reportOfEnd(error, parts, core) };
  }
}

/** The report of an error; one of the person's own code names the batch. */
function reportOfEnd(thrown: unknown, { plan, options }: SessionParts, { batches }: RunCore): ErrorReport {
  const where = plan.mode === 'loop' ? 'loop' : 'train';
  const error = userCodeError(thrown, { where });
  const report = reportOf(error, options.placeOf?.(error));
  if (report.code !== 'user-code' || where === 'loop') return report;
  return { ...report, values: { ...batches.place, ...report.values } };
}

import type { BisectAnswer, ReplayedCase } from '../../../contract/debug/bisect';
import { CodedError, reportOf } from '../../../contract/errors';
import { stepOf } from '../../../contract/run-state';
import { unknownModel } from '../../names';
import { userCodeError } from '../../user-code';
import type { DebugContext } from '../debug-context';
import { bisectStep } from './bisect';
import { caseFolder, folderOfCase, readCase, replayCase, saveCase } from './case-file';

/**
 * Finds where the NaN or infinities of the step come from that the run stands in, and keeps the step beside the experiment.
 * @returns undefined if every number is finite
 * @throws CodedError `illegal-command` between batches
 */
export async function bisect({ pending, plan, state }: DebugContext): Promise<BisectAnswer | undefined> {
  if (!pending) throw new CodedError('illegal-command', { command: 'bisect', status: state.status });
  const suspect = { ...pending, step: stepOf(state) + 1 };
  const found = bisectStep(suspect);
  if (!found) return undefined;
  const folder = caseFolder(plan.file, found.step);
  try {
    await saveCase(folder, suspect, { file: plan.file, seed: plan.seed, found });
    return { ...found, folder };
  } catch (error) {
    return { ...found, notSaved: reportOf(error) };
  }
}

/**
 * Computes a kept step again. The run is left as it is.
 * @param path of its folder, or of the file in it
 * @throws CodedError `illegal-command` while the run moves, `wrong-argument` if it is of another seed or model
 */
export async function replay({ models, plan, state }: DebugContext, path: string): Promise<ReplayedCase> {
  if (!['ready', 'paused'].includes(state.status)) {
    throw new CodedError('illegal-command', { command: 'replay-case', status: state.status });
  }
  const folder = folderOfCase(path);
  const kept = await readCase(folder);
  if (kept.seed !== plan.seed) {
    throw new CodedError('wrong-argument', { name: 'seed', expected: String(kept.seed), got: String(plan.seed) });
  }
  const compiled = models.get(kept.found.model);
  if (!compiled) throw unknownModel(models, kept.found.model);
  try {
    return replayCase(compiled, folder, kept);
  } catch (error) {
    throw userCodeError(error, { where: 'model' });
  }
}

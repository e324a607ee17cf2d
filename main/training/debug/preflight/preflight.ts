import type { Preflight, PreflightCheck, PreflightFinding } from '../../../contract/debug/preflight';
import { CodedError, reportOf } from '../../../contract/errors';
import type { CompiledModel } from '../../compiled-model';
import { prepareBatch } from '../../data/prepare-batch';
import { disposeBatch, type PreparedBatch } from '../../data/prepared-batch';
import { partsOfYield } from '../../data/yielded';
import type { CompileOptions, Experiment, Yielded } from '../../experiment';
import { userCodeError } from '../../user-code';
import type { DebugContext } from '../debug-context';
import { dataFindings } from './check-data';
import { stepFindings } from './check-gradients';
import { learning } from './check-learning';
import { lossFindings } from './check-loss';
import { setUpOutputs } from './outputs';

/** Batches that are looked at. */
const sampled = 6;

type Prepared = { readonly batches: readonly PreparedBatch[]; readonly findings: readonly PreflightFinding[] };

function prepared(compiled: CompiledModel, items: readonly Yielded[], experiment: Experiment): Prepared {
  const batches: PreparedBatch[] = [];
  const classWeight = 'classWeight' in experiment ? experiment.classWeight : undefined;
  for (const [batch, item] of items.entries()) {
    try {
      batches.push(prepareBatch(compiled, partsOfYield(item), classWeight ? { classWeight } : {}));
    } catch (error) {
      const values = { batch, error: reportOf(error) };
      return { batches, findings: [{ check: 'data', level: 'problem', code: 'batch-refused', values }] };
    }
  }
  return { batches, findings: [] };
}

function lengthFindings(count: number, { totalSteps }: DebugContext['plan']): readonly PreflightFinding[] {
  if (count >= sampled || totalSteps === undefined || count >= totalSteps) return [];
  return [{ check: 'data', level: 'problem', code: 'too-short', values: { batches: count, needed: totalSteps } }];
}

function checked(compiled: CompiledModel, batches: readonly PreparedBatch[], options: CompileOptions) {
  const made: PreflightCheck[] = ['data', 'loss', 'step', 'gradients'];
  const [first] = batches as [PreparedBatch, ...PreparedBatch[]];
  const findings = [
    ...dataFindings(compiled, batches),
    ...lossFindings(setUpOutputs(compiled, options), batches),
    ...stepFindings(compiled, first),
  ];
  const isSound = !findings.some(({ check }) => check === 'step' || check === 'gradients');
  if (!isSound) return { made, findings };
  const { findings: more, ...learned } = learning(compiled, first);
  made.push('learning', ...(learned.rates ? (['rate'] as const) : []));
  return { made, findings: [...findings, ...more], ...learned };
}

/**
 * Looks at the first batches of a run and at a step, and tries whether the first batch can be learned. The run has all of
 * its batches still to come, and its state is what it was.
 * @throws CodedError `illegal-command` unless the run is ready, or has data of its own making: an own loop
 */
export async function preflight({ state, models, plan, experiment, sample }: DebugContext): Promise<Preflight> {
  const [compiled] = models.values();
  if (state.status !== 'ready' || !sample || !compiled || !('compile' in experiment) || 'loop' in experiment) {
    throw new CodedError('illegal-command', { command: 'preflight', status: state.status });
  }
  const items = await sample(sampled);
  const { batches, findings } = prepared(compiled, items, experiment);
  const ofData = [...lengthFindings(items.length, plan), ...findings];
  try {
    const rest: Pick<Preflight, 'made' | 'findings'> =
      batches.length === 0 ? { made: ['data'], findings: [] } : checked(compiled, batches, experiment.compile);
    const rows = batches.reduce((sum, each) => sum + each.rows, 0);
    return { model: compiled.name, batches: batches.length, rows, ...rest, findings: [...ofData, ...rest.findings] };
  } catch (error) {
    throw userCodeError(error, { where: 'model' });
  } finally {
    for (const batch of batches) disposeBatch(batch);
  }
}

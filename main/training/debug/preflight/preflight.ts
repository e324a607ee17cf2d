import type { Preflight, PreflightCheck, PreflightFinding, PreflightUnknown } from '../../../contract/debug/preflight';
import { CodedError } from '../../../contract/errors';
import { compileOptionsOf } from '../../model/build-models';
import type { CompiledModel } from '../../model/compiled-model';
import { disposeBatch, type PreparedBatch } from '../../data/prepared-batch';
import { userCodeError } from '../../user-code';
import type { DebugContext } from '../debug-context';
import { dataFindings } from './check-data';
import { stepFindings } from './check-gradients';
import { learning } from './check-learning';
import { lossFindings } from './check-loss';
import { validationFindings } from './check-validation';
import { weightFindings } from './check-weights';
import { setUpOutputs } from './outputs';
import { takeBatches, type TakenBatches } from './take-batches';

type Found = readonly PreflightFinding[];

/** The one of the batch that the run stands in or trained last; before that, the first. */
function modelOf({ pending, last, models }: DebugContext): CompiledModel {
  return (pending ?? last)?.compiled ?? [...models.values()][0]!;
}

function unknownOf({ plan, models }: DebugContext, compiled: CompiledModel, hasBatch: boolean): PreflightUnknown[] {
  if (plan.mode !== 'loop') return [];
  if (!hasBatch) return [{ code: 'loop-not-begun', values: {} }];
  const others = [...models.keys()].filter((name) => name !== compiled.name);
  return [
    { code: 'loop-data', values: {} },
    ...(others.length > 0 ? [{ code: 'other-models', values: { models: others } } as const] : []),
  ];
}

/** What can be said of how models are set up, with no data: only what is wrong. */
function setUp({ experiment, models }: DebugContext): Pick<Preflight, 'made' | 'findings'> {
  const findings = [...models.values()].flatMap((compiled) => [
    ...lossFindings(setUpOutputs(compiled, compileOptionsOf(experiment, compiled.name)), []),
    ...weightFindings(compiled, models.values(), true),
  ]);
  return { made: [], findings };
}

function cycleFindings({ plan }: DebugContext, { period, batches }: TakenBatches): Found {
  const { stepsPerEpoch } = plan;
  if (period === undefined || period === 1 || stepsPerEpoch === undefined || period >= stepsPerEpoch) return [];
  if (batches.length < 2) return [];
  return [{ check: 'data', level: 'warning', code: 'cycles', values: { period, stepsPerEpoch } }];
}

/** Losses that fall while the predictions stay as they are, or without end. */
const lossesThatFall: ReadonlySet<PreflightFinding['code']> = new Set(['one-unit-softmax', 'targets-not-shares']);

/** Whether training would say nothing: there is no sound step, or the loss falls in any case. */
function forbidsLearning({ check, level, code }: PreflightFinding): boolean {
  return lossesThatFall.has(code) || (level === 'problem' && (check === 'step' || check === 'gradients'));
}

type Checked = Pick<Preflight, 'made' | 'findings' | 'learned' | 'rates'>;

function checked(context: DebugContext, compiled: CompiledModel, batches: readonly PreparedBatch[]): Checked {
  const { experiment, plan, state } = context;
  const made: PreflightCheck[] = ['data', 'loss', 'step', 'gradients'];
  const [first] = batches as [PreparedBatch, ...PreparedBatch[]];
  const isNew = state.status === 'ready';
  const findings = [
    ...dataFindings(compiled, batches, plan.mode !== 'loop'),
    ...lossFindings(setUpOutputs(compiled, compileOptionsOf(experiment, compiled.name)), batches),
    ...weightFindings(compiled, context.models.values(), isNew),
    ...stepFindings(compiled, first),
  ];
  if (findings.some(forbidsLearning)) return { made, findings };
  const { findings: more, ...learned } = learning(compiled, batches, isNew);
  made.push('learning', ...(learned.rates ? (['rate'] as const) : []));
  // Where targets are large, a rate that moves the loss is one of numbers that are to be scaled first.
  const isOffScale = findings.some(({ code }) => code === 'targets-unscaled');
  const told = more.filter(({ code }) => !isOffScale || code !== 'rate-too-low');
  return { made, findings: [...findings, ...told], ...learned };
}

/**
 * Looks at the next batches of a run and at a step, and tries whether the first batch can be learned. The run has all of
 * its batches still to come, and its state is what it was.
 * @throws CodedError `illegal-command` while the run moves, or once it is over
 */
export async function preflight(context: DebugContext): Promise<Preflight> {
  const { status } = context.state;
  if (status !== 'ready' && status !== 'paused')
    throw new CodedError('illegal-command', { command: 'preflight', status });
  const compiled = modelOf(context);
  const taken = await takeBatches(context, compiled);
  const { batches, read } = taken;
  try {
    const rows = batches.reduce((sum, each) => sum + each.rows, 0);
    const hasBatch = batches.length > 0;
    const isLoop = context.plan.mode === 'loop';
    const nothing: Checked = isLoop ? setUp(context) : { made: ['data'], findings: [] };
    const rest = hasBatch ? checked(context, compiled, batches) : nothing;
    const ofData = [
      ...taken.findings,
      ...cycleFindings(context, taken),
      ...(hasBatch ? await validationFindings(context, compiled, taken) : []),
    ];
    const unknown = [...unknownOf(context, compiled, hasBatch), ...taken.unknown];
    if (compiled.optimizer.hasSchedule && hasBatch) unknown.push({ code: 'schedule', values: {} });
    const findings = [...ofData, ...rest.findings];
    const model = hasBatch ? compiled.name : '';
    return { model, batches: batches.length, rows, read, ...rest, findings, unknown };
  } catch (error) {
    throw userCodeError(error, { where: 'model' });
  } finally {
    for (const batch of batches) disposeBatch(batch);
  }
}

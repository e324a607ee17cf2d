import type { RunState } from '../../contract/run-state';
import type { Logs } from '../../contract/training-event';
import type { DebugContext } from '../debug/debug-context';
import type { Peek } from '../time-travel/recorded-source';
import type { CommandGuard } from './command-guard';
import type { RunCore } from './run-core';
import type { SessionParts } from './session-options';
import type { StepDecisions } from './step-decisions';

/** A run, as the questions of the window see it. */
type Looked = {
  readonly parts: SessionParts;
  readonly core: RunCore;
  readonly state: RunState;
  readonly guard: CommandGuard;
  readonly decisions: StepDecisions;
};

/** What a question of the window may look at now. */
export function debugContextOf(looked: Looked): DebugContext {
  const { parts, core, state, guard, decisions } = looked;
  const { batchFiles, mode, models, options } = parts;
  const { batches, breakpoints, edits, inside, plan } = core;
  const alone = (peek: Peek | undefined): Peek | undefined =>
    peek && ((take) => guard.alone('preflight', () => peek(take)));
  return {
    models,
    plan: plan.plan,
    experiment: options.experiment,
    state,
    last: batches.last,
    pending: inside.pending,
    peek: alone(mode.peek),
    peekValidation: alone(mode.peekValidation),
    validate: () => validate(looked),
    seenRows: batches.seenRows,
    edits,
    breakpoints,
    files: batchFiles,
    keepVariant: (variant) => decisions.keep(variant),
  };
}

/** @throws CodedError `illegal-command` while the run is not over, and whatever is wrong with the data */
async function validate({ parts, core, guard }: Looked): Promise<Logs | undefined> {
  const { status } = core.state;
  if (status !== 'finished' && status !== 'out-of-data') throw guard.refusal('validate');
  return guard.alone('validate', async () => {
    const logs = await parts.mode.validate?.();
    if (logs) core.log.validated(core.gate.step, logs);
    return logs;
  });
}

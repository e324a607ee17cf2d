import type { BatchDetail } from '../../main/contract/batch-detail';
import { isOnTheWay, type EditRecord } from '../../main/contract/debug/edits';
import { isTraining, type RunState } from '../../main/contract/run-state';
import type { StepMode } from '../../main/contract/step-mode';
import type { Capability, TrainerStatus } from '../../main/contract/trainer-protocol';
import type { BatchEnd, RunPlan, TrainingEvent } from '../../main/contract/training-event';
import { alertsAfter, type Alert } from './alerts';
import type { LogRow } from './log-row';

/** All that the window knows of a run, its series aside: those are held by `RunSeries`. */
export type RunFacts = {
  readonly state: RunState;
  readonly capabilities: readonly Capability[];
  readonly plan?: RunPlan;
  readonly last?: BatchEnd;
  readonly epoch: number;
  /** Whether a graph is being made, which holds everything up. */
  readonly isPreparing: boolean;
  /** How each model trains, by its name; absent until its first batch. */
  readonly modes: { readonly [model: string]: StepMode };
  readonly log: readonly LogRow[];
  /** Those of the present line, oldest first. */
  readonly alerts: readonly Alert[];
  /** Those of the present line, oldest first. */
  readonly edits: readonly EditRecord[];
  readonly status?: TrainerStatus;
  /** The newest counts of tensors while the run trained, oldest first. */
  readonly tensorCounts: readonly number[];
  readonly batch?: BatchDetail;
  /** What `batch` came to: it may arrive before it, and be asked for when the run is far ahead of it. */
  readonly batchEnd?: BatchEnd;
  /** The newest batch ends, for finding the one that belongs to `batch`. */
  readonly recent: readonly BatchEnd[];
};

/** The log keeps the newest rows only: a run may print for days. */
export const logLimit = 2000;
const recentLimit = 512;

/** The facts while there is no run. */
export const noRun: RunFacts = {
  state: { status: 'empty' },
  capabilities: [],
  epoch: 0,
  isPreparing: false,
  modes: {},
  log: [],
  alerts: [],
  tensorCounts: [],
  edits: [],
  recent: [],
};

/** What events make of the facts; one new object for a whole array. */
export function applyEvents(facts: RunFacts, events: readonly TrainingEvent[]): RunFacts {
  let { state, plan, epoch, last, isPreparing, modes } = facts;
  const rows: LogRow[] = [];
  let ends: BatchEnd[] = [];
  let [kept, edits] = [facts.recent, facts.edits];
  let id = (facts.log.at(-1)?.id ?? -1) + 1;
  for (const event of events) {
    switch (event.type) {
      case 'state':
        state = event.state;
        break;
      case 'plan':
        plan = event.plan;
        break;
      case 'preparing':
        isPreparing = event.isPreparing;
        break;
      case 'epoch-begin':
        epoch = event.epoch;
        break;
      case 'batch-end':
        ends.push(event);
        epoch = event.epoch;
        break;
      case 'resumed':
        // What was trained beyond is lost, and trained again.
        [ends, kept, last] = [upTo(event.step, ends), upTo(event.step, kept), undefined];
        ({ epoch, edits } = event);
        break;
      case 'line':
        // What was trained beyond the place of parting belongs to the line that was left.
        ends = upTo(event.start.from?.step ?? 0, ends);
        kept = upTo(event.start.from?.step ?? 0, kept);
        last = undefined;
        epoch = (ends.at(-1) ?? kept.at(-1))?.epoch ?? epoch;
        edits = edits.filter((edit) => isOnTheWay(edit, event.start.from?.step ?? 0));
        break;
      case 'edit': {
        const { type: _, ...record } = event;
        edits = [...edits, record];
        break;
      }
      case 'log': {
        const { type: _, ...row } = event;
        rows.push({ ...row, id: id++ });
        if (row.message.code === 'computes') {
          const { model, mode } = row.message.values;
          modes = { ...modes, [model]: mode };
        }
        break;
      }
      default: // of the charts and the timeline
    }
  }
  const alerts = alertsAfter(facts.alerts, events, id - rows.length);
  const log = rows.length > 0 ? [...facts.log, ...rows].slice(-logLimit) : facts.log;
  const recent = ends.length > 0 ? [...kept, ...ends].slice(-recentLimit) : kept;
  last = recent.at(-1) ?? last;
  const { last: _last, ...others } = facts;
  const now = { ...others, state, epoch, isPreparing, modes, log, alerts, edits, recent };
  return withBatchEnd({ ...now, ...(plan && { plan }), ...(last && { last }) });
}

function upTo(last: number, ends: readonly BatchEnd[]): BatchEnd[] {
  return ends.filter(({ step }) => step <= last);
}

/** Finds what the inspected batch came to, once both are there. */
export function withBatchEnd(facts: RunFacts): RunFacts {
  const { batch, batchEnd, recent } = facts;
  if (!batch || batchEnd?.step === batch.step) return facts;
  const found = recent.find(({ step }) => step === batch.step);
  if (found) return { ...facts, batchEnd: found };
  const { batchEnd: _, ...rest } = facts;
  return rest;
}

/** Whether the run stands still at the very step that the inspected batch is of. */
export function isBatchExact({ state, batch }: RunFacts): boolean {
  const moves = isTraining(state) || state.status === 'moving';
  return batch !== undefined && !moves && 'step' in state && state.step === batch.step;
}

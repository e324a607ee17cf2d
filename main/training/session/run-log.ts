import type { ErrorReport } from '../../contract/errors';
import { stepOf, type RunState } from '../../contract/run-state';
import type { StepMode } from '../../contract/step-mode';
import type { LogMessage, Logs, LogSource, TrainingEvent } from '../../contract/training-event';

type Level = 'info' | 'warning' | 'error';

/** Sends the events of a run, and a line of its log for those that a person may look for later. */
export class RunLog {
  readonly #listener: (event: TrainingEvent) => void;
  readonly #now: () => number;
  readonly #modes = new Map<string, StepMode>();
  readonly #evaluation = new Map<string, StepMode>();
  #status: RunState['status'] | undefined;
  #step = 0;

  constructor(listener: (event: TrainingEvent) => void, now: () => number) {
    this.#listener = listener;
    this.#now = now;
  }

  send(event: TrainingEvent): void {
    if ('step' in event) this.#step = event.step;
    this.#listener(event);
    if (event.type === 'line' && event.start.from) {
      const { line, from } = event.start;
      this.#step = from.step;
      this.#line('run', 'info', { code: 'branched', values: { line, step: from.step } });
    }
    // A batch that was discarded is told of as such.
    if (event.type === 'edit' && event.edit.kind !== 'discard') {
      const { type: _, ...values } = event;
      this.#line('train', 'info', { code: 'edited', values });
    }
    if (event.type === 'hit' && !event.actions.includes('log')) {
      const { condition, values, isBefore } = event;
      this.#line('run', 'info', { code: 'hit', values: { condition, values, isBefore } });
    }
    if (event.type === 'discarded') {
      const { epoch, batch } = event;
      this.#line('train', 'info', { code: 'discarded', values: { ...(epoch !== undefined && { epoch }), batch } });
    }
  }

  /** Sends a state; it is logged only when the status changes, not after each of many steps. */
  state(state: RunState): void {
    this.#step = stepOf(state);
    this.#listener({ type: 'state', state });
    if (state.status === this.#status) return;
    this.#status = state.status;
    this.#line('run', levelOf(state), { code: 'state', values: { state } });
  }

  /** Logs the text of a breakpoint's log action. */
  logPoint(text: string): void {
    this.#line('run', 'info', { code: 'log-point', values: { text } });
  }

  loaded(name: string, parameters: number): void {
    this.#line('run', 'info', { code: 'loaded', values: { name, parameters } });
  }

  epochEnd(values: Extract<LogMessage, { code: 'epoch-ended' }>['values'], step: number): void {
    this.send({ type: 'epoch-end', step, ...values });
    this.#line('train', 'info', { code: 'epoch-ended', values });
  }

  validated(step: number, logs: Logs): void {
    this.send({ type: 'validated', step, logs });
    this.#line('train', 'info', { code: 'validated', values: { logs } });
  }

  warning(error: ErrorReport): void {
    this.#line('data', 'warning', { code: 'warning', values: { error } });
  }

  /** Logs how a model trains, once and whenever that changes. */
  computes(model: string, mode: StepMode | undefined): void {
    if (mode === undefined || this.#modes.get(model) === mode) return;
    this.#modes.set(model, mode);
    const isSlow = mode.kind === 'eager' && mode.reason.code !== 'chosen';
    this.#line('train', isSlow ? 'warning' : 'info', { code: 'computes', values: { model, mode } });
  }

  /** Logs once that a model evaluates or predicts operation by operation though nobody asked for that. */
  evaluates(model: string, mode: StepMode | undefined): void {
    if (mode?.kind !== 'eager' || this.#evaluation.get(model) === mode) return;
    this.#evaluation.set(model, mode);
    const { reason } = mode;
    if (reason.code === 'chosen' || reason.code === 'other-backend') return;
    this.#line('train', 'warning', { code: 'evaluates', values: { model, reason } });
  }

  #line(source: LogSource, level: Level, message: LogMessage): void {
    this.#listener({ type: 'log', time: this.#now(), step: this.#step, source, level, message });
  }
}

function levelOf(state: RunState): Level {
  if (state.status === 'failed') return 'error';
  const isNotFinite = state.status === 'paused' && state.why.kind === 'not-finite';
  return isNotFinite || state.status === 'out-of-data' ? 'warning' : 'info';
}

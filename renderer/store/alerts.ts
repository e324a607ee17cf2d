import type { TrainingEvent } from '../../main/contract/training-event';
import type { LogRow } from './log-row';

/** What wants the person's attention. */
export type AlertKind = 'hit' | 'not-finite' | 'warning' | 'error';

/** A row of the log that the person should not miss. */
export type Alert = LogRow & {
  readonly kind: AlertKind;
  /** The step that it is of: where the run stands before it, the one that comes next. */
  readonly at: number;
};

/** The newest alerts are kept: a person goes through some, not through thousands. */
export const alertLimit = 500;

/** @returns undefined for what only says how the run goes, and for what the person's own code prints */
function alertOf(row: LogRow): Alert | undefined {
  const { level, message, step } = row;
  if (message.code === 'hit') return { ...row, kind: 'hit', at: step };
  if (message.code === 'printed' || level === 'info' || isRefusal(message)) return undefined;
  if (message.code !== 'state') return { ...row, kind: level, at: step };
  const { state } = message.values;
  // A warning has said more of it.
  if (state.status === 'out-of-data') return undefined;
  const isNotFinite = state.status === 'paused' && state.why.kind === 'not-finite';
  if (!isNotFinite) return { ...row, kind: level, at: step };
  return { ...row, kind: 'not-finite', at: state.at === 'before-commit' ? step + 1 : step };
}

/** A command that came too late or too early is nothing of the run. */
function isRefusal(message: LogRow['message']): boolean {
  return message.code === 'warning' && message.values.error.code === 'illegal-command';
}

/** The process of the run died. */
function isDeath(message: LogRow['message']): boolean {
  return message.code === 'state' && message.values.state.status === 'trainer-died';
}

/**
 * What events make of the alerts of the present line, oldest first.
 * @param id of the first log row among the events
 */
export function alertsAfter(alerts: readonly Alert[], events: readonly TrainingEvent[], id: number): readonly Alert[] {
  let now = alerts;
  // What was said beyond the place where lines part belongs to the one that was left.
  const part = (step: number): readonly Alert[] => now.filter(({ at }) => at <= step);
  // Where a run goes on in another process, the steps behind are trained again; that the one before died stays true.
  const goOn = (step: number): readonly Alert[] => now.filter((alert) => alert.at <= step || isDeath(alert.message));
  let next = id;
  for (const event of events) {
    if (event.type === 'resumed') now = goOn(event.step);
    if (event.type === 'line') now = part(event.start.from?.step ?? 0);
    if (event.type !== 'log') continue;
    const alert = alertOf({ ...event, id: next++ });
    if (alert) now = [...now, alert].slice(-alertLimit);
  }
  return now;
}

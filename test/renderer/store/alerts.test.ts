import { expect, it } from 'vitest';
import type { LogMessage, TrainingEvent } from '../../../main/contract/training-event';
import { alertLimit, alertsAfter } from '../../../renderer/store/alerts';
import { logEvent } from './events';

type LogEvent = Extract<TrainingEvent, { type: 'log' }>;

function said(step: number, level: LogEvent['level'], message: LogMessage): LogEvent {
  return { type: 'log', time: 0, step, source: 'run', level, message };
}
const hit = (step: number): LogEvent =>
  said(step, 'info', { code: 'hit', values: { condition: 'loss > 1', values: { loss: 2 }, isBefore: true } });
const warning = (step: number): LogEvent =>
  said(step, 'warning', { code: 'warning', values: { error: { code: 'epochs-ignored', values: {} } } });
const heldBack = (step: number): LogEvent => {
  const why = { kind: 'not-finite', what: 'loss', variables: [] } as const;
  const state = { status: 'paused', at: 'before-commit', step, phase: 'loss', why } as const;
  return said(step, 'warning', { code: 'state', values: { state } });
};
const steps = (events: readonly TrainingEvent[]) => alertsAfter([], events, 0).map(({ kind, at }) => [kind, at]);

it('keeps hits, warnings, and NaN by the step that it would have been written at', () => {
  const running = said(4, 'info', { code: 'state', values: { state: { status: 'ready', step: 0 } } });
  const ended = said(9, 'warning', { code: 'state', values: { state: { status: 'out-of-data', step: 9 } } });
  expect(steps([running, hit(5), logEvent(6, 'printed'), warning(7), heldBack(8), ended])).toEqual([
    ['hit', 5],
    ['warning', 7],
    ['not-finite', 9],
  ]);
});

it('takes nothing that the person prints, however loud', () => {
  const message = { code: 'printed', values: { text: 'oh' } } as const;
  expect(steps([{ ...said(1, 'error', message), source: 'experiment' }])).toEqual([]);
});

it('takes no command that was refused', () => {
  const error = { code: 'illegal-command', values: { command: 'run', status: 'running' } } as const;
  expect(steps([said(1, 'warning', { code: 'warning', values: { error } })])).toEqual([]);
});

it('numbers them as the log does', () => {
  const alerts = alertsAfter([], [logEvent(1, 'a'), hit(2), logEvent(2, 'b'), hit(3)], 7);
  expect(alerts.map(({ id }) => id)).toEqual([8, 10]);
});

it('leaves what belongs to a line that was left', () => {
  const line: TrainingEvent = { type: 'line', start: { line: 2, from: { line: 1, step: 6 } } };
  expect(steps([hit(5), hit(9), line, warning(8)])).toEqual([
    ['hit', 5],
    ['warning', 8],
  ]);
  const resumed: TrainingEvent = { type: 'resumed', step: 6, epoch: 0, edits: [] };
  expect(steps([hit(5), hit(9), resumed])).toEqual([['hit', 5]]);
});

it('keeps the newest', () => {
  const many = Array.from({ length: alertLimit + 3 }, (_, at) => hit(at + 1));
  const alerts = alertsAfter([], many, 0);
  expect(alerts).toHaveLength(alertLimit);
  expect(alerts[0]?.at).toBe(4);
});

it('stays the same object while nothing is said', () => {
  const before = alertsAfter([], [hit(1)], 0);
  expect(alertsAfter(before, [logEvent(2, 'a')], 1)).toBe(before);
});

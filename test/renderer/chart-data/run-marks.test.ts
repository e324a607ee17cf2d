import { expect, it } from 'vitest';
import type { TrainingEvent } from '../../../main/contract/training-event';
import { markLimit, RunMarks } from '../../../renderer/chart-data/run-marks';

function marked(...events: readonly TrainingEvent[]): RunMarks {
  const marks = new RunMarks();
  for (const event of events) marks.apply(event);
  return marks;
}

const snapshot = (step: number): TrainingEvent => ({ type: 'snapshot', step });
const batchEnd = (step: number, loss: number): TrainingEvent => ({
  type: 'batch-end',
  step,
  epoch: 0,
  batch: step - 1,
  rows: 1,
  own: { loss },
  means: {},
  ms: 1,
});
const line = (step: number): TrainingEvent => ({ type: 'line', start: { line: 2, from: { line: 1, step } } });

it('keeps what happened, by its kind', () => {
  const marks = marked(
    snapshot(3),
    { type: 'edit', id: 1, step: 4, model: '', edit: { kind: 'discard' }, inside: { epoch: 0, batch: 4 } },
    { type: 'discarded', step: 4, epoch: 0, batch: 4 },
    { type: 'epoch-end', step: 5, epoch: 0, logs: {} },
  );
  expect(marks.stepsOf('snapshot')).toEqual([3]);
  expect(marks.at(4)).toEqual(['discarded']);
  expect(marks.at(5)).toEqual(['epoch']);
});

it('marks no end of an epoch whose data ended: it may be gone on with', () => {
  const ends = [
    { type: 'epoch-end', step: 3, epoch: 0, logs: {}, early: 3 },
    { type: 'epoch-end', step: 5, epoch: 0, logs: {} },
  ] as const;
  expect(marked(...ends).stepsOf('epoch')).toEqual([5]);
});

it('marks the first of many NaN in a row', () => {
  const marks = marked(batchEnd(1, 1), batchEnd(2, NaN), batchEnd(3, NaN), batchEnd(4, 1), batchEnd(5, Infinity));
  expect(marks.stepsOf('not-finite')).toEqual([2, 5]);
});

it('marks an update that is held back because it would write NaN', () => {
  const why = { kind: 'not-finite', what: 'loss', variables: [] } as const;
  const state = { status: 'paused', step: 8, at: 'before-commit', phase: 'update', why } as const;
  expect(marked({ type: 'state', state }).stepsOf('not-finite')).toEqual([9]);
});

it('leaves behind what lies beyond the place where a line parts', () => {
  const marks = marked(snapshot(3), snapshot(9), batchEnd(9, NaN), line(5));
  expect(marks.stepsOf('snapshot')).toEqual([3]);
  expect(marks.stepsOf('not-finite')).toEqual([]);
  expect(marks.stepsOf('branch')).toEqual([5]);
});

it('goes from event to event, past snapshots', () => {
  const marks = marked(snapshot(2), { type: 'epoch-end', step: 5, epoch: 0, logs: {} }, line(4));
  expect(marks.nearest(9, -1)).toBe(4);
  expect(marks.nearest(4, -1)).toBeUndefined();
  expect(marks.nearest(0, 1)).toBe(4);
});

it('holds no more than its limit, spread over the whole length', () => {
  const marks = marked(...Array.from({ length: 5 * markLimit }, (_, i) => snapshot(i + 1)));
  const steps = marks.stepsOf('snapshot');
  expect(steps.length).toBeLessThanOrEqual(markLimit);
  expect(steps[0]).toBe(1);
  expect(steps.at(-1)).toBeGreaterThan(4.9 * markLimit);
});

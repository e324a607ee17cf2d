import { describe, expect, it } from 'vitest';
import { encodeTensor } from '../../../main/contract/tensor-data';
import type { BatchDetail } from '../../../main/contract/batch-detail';
import type { StepMode } from '../../../main/contract/step-mode';
import type { EditRecord } from '../../../main/contract/debug/edits';
import type { TrainingEvent } from '../../../main/contract/training-event';
import { applyEvents, isBatchExact, logLimit, noRun, withBatchEnd } from '../../../renderer/store/run-facts';
import { batchEnd, logEvent } from './events';

const detail = (step: number): BatchDetail => ({
  step,
  epoch: 0,
  batch: step - 1,
  model: '',
  rows: 1,
  shownRows: 1,
  judgedRows: 1,
  inputs: [],
  targets: [],
  predictions: [],
  perSampleLoss: encodeTensor(new Float32Array([1]), [1]),
});

describe('applyEvents', () => {
  it('keeps the newest rows of the log and numbers them on', () => {
    const many = Array.from({ length: logLimit + 5 }, (_, i) => logEvent(i, `row ${i}`));
    const facts = applyEvents(applyEvents(noRun, many), [logEvent(9, 'last')]);
    expect(facts.log).toHaveLength(logLimit);
    expect(facts.log[0]?.id).toBe(6);
    expect(facts.log.at(-1)).toMatchObject({ id: logLimit + 5, message: { values: { text: 'last' } } });
  });

  it('leaves the log alone when nothing was said', () => {
    expect(applyEvents(noRun, [batchEnd(1)]).log).toBe(noRun.log);
  });

  it('goes back to where another process goes on, and knows what was edited up to there', () => {
    const facts = applyEvents(noRun, [batchEnd(1), batchEnd(2), batchEnd(3)]);
    const edits: readonly EditRecord[] = [
      { id: 4, step: 1, model: '', edit: { kind: 'hyperparameter', name: 'learningRate', value: 0.1 }, was: 0.2 },
    ];
    const resumed: TrainingEvent = { type: 'resumed', step: 2, epoch: 0, edits };
    const after = applyEvents(facts, [resumed]);
    expect(after.last?.step).toBe(2);
    expect(after.recent.map(({ step }) => step)).toEqual([1, 2]);
    expect(after.edits).toEqual(edits);
    expect(applyEvents(noRun, [{ ...resumed, epoch: 3 }])).toMatchObject({ epoch: 3, edits });
  });

  it('says the state that came last', () => {
    const facts = applyEvents(noRun, [
      { type: 'state', state: { status: 'ready', step: 0 } },
      { type: 'state', state: { status: 'running', step: 0, pauseRequested: false } },
    ]);
    expect(facts.state.status).toBe('running');
  });
});

describe('how the steps are computed', () => {
  const computes = (model: string, mode: StepMode): TrainingEvent => ({
    type: 'log',
    time: 0,
    step: 1,
    source: 'train',
    level: 'info',
    message: { code: 'computes', values: { model, mode } },
  });

  it('is known of each model, as it was said last', () => {
    const eager: StepMode = { kind: 'eager', reason: { code: 'differs' } };
    const facts = applyEvents(noRun, [computes('a', { kind: 'compiled' }), computes('b', { kind: 'compiled' })]);
    expect(applyEvents(facts, [computes('b', eager)]).modes).toEqual({ a: { kind: 'compiled' }, b: eager });
  });

  it('waits while a graph is made', () => {
    const begun = applyEvents(noRun, [{ type: 'preparing', step: 0, isPreparing: true }]);
    expect(begun.isPreparing).toBe(true);
    expect(applyEvents(begun, [{ type: 'preparing', step: 0, isPreparing: false }]).isPreparing).toBe(false);
  });
});

describe('the inspected batch', () => {
  it('finds what it came to, whichever arrives first', () => {
    const early = applyEvents({ ...noRun, batch: detail(2) }, [batchEnd(1), batchEnd(2)]);
    expect(early.batchEnd?.step).toBe(2);
    const late = withBatchEnd({ ...applyEvents(noRun, [batchEnd(1), batchEnd(2)]), batch: detail(1) });
    expect(late.batchEnd?.step).toBe(1);
  });

  it('does not wear the numbers of another batch', () => {
    const facts = applyEvents({ ...noRun, batch: detail(1) }, [batchEnd(1)]);
    expect(withBatchEnd({ ...facts, batch: detail(3) }).batchEnd).toBeUndefined();
  });

  it('is exact only where the run stands still at its step', () => {
    const paused = { status: 'paused', step: 2, at: 'between-batches', why: { kind: 'asked' } } as const;
    expect(isBatchExact({ ...noRun, batch: detail(2), state: paused })).toBe(true);
    expect(isBatchExact({ ...noRun, batch: detail(1), state: paused })).toBe(false);
    const running = { status: 'running', step: 2, pauseRequested: false } as const;
    expect(isBatchExact({ ...noRun, batch: detail(2), state: running })).toBe(false);
  });
});

describe('a line that parts from the past', () => {
  const line = { type: 'line', start: { line: 2, from: { line: 1, step: 2 } } } as const;

  it('takes with it what was trained beyond', () => {
    const facts = applyEvents(noRun, [batchEnd(1), batchEnd(2), batchEnd(3, 0.5), line, batchEnd(3, 0.25)]);
    expect(facts.recent.map(({ step, own }) => [step, own['loss']])).toEqual([
      [1, 1],
      [2, 0.5],
      [3, 0.25],
    ]);
  });

  it('leaves no newest batch where none is remembered', () => {
    const facts = applyEvents(applyEvents(noRun, [batchEnd(7)]), [line]);
    expect(facts.last).toBeUndefined();
  });
});

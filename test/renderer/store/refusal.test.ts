import { describe, expect, it } from 'vitest';
import type { RunState } from '../../../main/contract/run-state';
import { refusalOf } from '../../../renderer/store/refusal';
import { noRun } from '../../../renderer/store/run-facts';
import { plan } from '../chart-data/fixtures';

const capabilities = ['step', 'stepBack'] as const;
const at = (state: RunState) => ({ ...noRun, state, capabilities, plan: plan({ totalSteps: 100 }) });
const paused = (step: number): RunState => ({ status: 'paused', step, at: 'between-batches', why: { kind: 'asked' } });

describe('refusalOf', () => {
  it('refuses nothing that the run can go to, back or on', () => {
    expect(refusalOf(at(paused(20)), 0)).toBeUndefined();
    expect(refusalOf(at(paused(20)), 100)).toBeUndefined();
    expect(refusalOf(at({ status: 'ready', step: 0 }), 30)).toBeUndefined();
  });

  it.each<[string, RunState]>([
    ['is-running', { status: 'running', step: 20, pauseRequested: false }],
    ['is-running', { status: 'stepping', step: 20, remaining: 3 }],
    ['is-over', { status: 'stopping', step: 20 }],
    ['is-over', { status: 'stopped', step: 20 }],
    ['has-no-past', { status: 'ready', step: 0 }],
    ['has-no-past', paused(0)],
  ])('says that a run %s', (reason, state) => {
    expect(refusalOf(at(state), 0)).toEqual({ reason });
  });

  it('says that a run is on its way where it was to be trained on', () => {
    expect(refusalOf(at({ status: 'moving', step: 20, target: 5 }), 30)).toEqual({ reason: 'is-moving' });
  });

  it('says what there is of steps that do not exist', () => {
    expect(refusalOf(at(paused(20)), 101)).toEqual({ reason: 'is-out', oldest: 0, newest: 100 });
  });
});

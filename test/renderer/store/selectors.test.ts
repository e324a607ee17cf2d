import { describe, expect, it } from 'vitest';
import { isLegal } from '../../../main/contract/commands';
import type { RunState } from '../../../main/contract/run-state';
import { textOf } from '../../../main/contract/text';
import { noRun } from '../../../renderer/store/run-facts';
import {
  batchEndNow,
  mainCommand,
  placeNow,
  reachOf,
  screenOf,
  stepNow,
  toneOf,
  viewedStep,
} from '../../../renderer/store/selectors';
import { stateWords } from '../../../renderer/store/state-words';
import { batchEnd, plan } from './events';

const error = { code: 'unexpected', values: { message: 'boom' } } as const;
const states: readonly RunState[] = [
  { status: 'empty' },
  { status: 'loading', file: 'a.ts' },
  { status: 'untrusted', file: 'a.ts', hash: 'h', sources: [] },
  { status: 'ready', step: 0 },
  { status: 'running', step: 3, pauseRequested: false },
  { status: 'stepping', step: 3, remaining: 2 },
  { status: 'paused', step: 3, at: 'between-batches', why: { kind: 'asked' } },
  { status: 'paused', step: 3, at: 'before-commit', phase: 'loss', why: { kind: 'into' } },
  { status: 'paused', step: 3, at: 'between-batches', why: { kind: 'asked' }, head: 9 },
  { status: 'moving', step: 9, target: 3 },
  { status: 'stopping', step: 3 },
  { status: 'stopped', step: 3 },
  { status: 'finished', step: 3 },
  { status: 'out-of-data', step: 3 },
  { status: 'failed', step: 3, file: 'a.ts', error },
  { status: 'trainer-died', step: 3, error },
];

describe.each(states)('in the state $status', (state) => {
  it('fills only a button that may be pressed', () => {
    const id = mainCommand({ ...noRun, plan, state });
    expect(id === undefined || isLegal(id, state.status)).toBe(true);
  });

  it.each(['en', 'zh-CN'] as const)('has a word in %s', (language) => {
    expect(stateWords(state, 3, textOf(language), { isLoaded: true, isPreparing: false }).word).not.toBe('');
  });
});

describe.each(['en', 'zh-CN'] as const)('a graph that is being made, in %s', (language) => {
  const words = (state: RunState) => stateWords(state, 3, textOf(language), { isLoaded: true, isPreparing: true });
  const { preparing, paused } = textOf(language).window.states;

  it('is shown while the run moves', () => {
    const [running, stepping] = [
      words({ status: 'running', step: 3, pauseRequested: false }),
      words({ status: 'stepping', step: 3, remaining: 1 }),
    ];
    expect(running).toEqual({ word: preparing.word, more: preparing.more(''), icon: undefined });
    expect(stepping).toEqual(running);
  });

  it('is not shown of a run that stands', () => {
    expect(words({ status: 'paused', step: 3, at: 'between-batches', why: { kind: 'asked' } }).word).toBe(paused.word);
  });
});

describe('screenOf', () => {
  it('keeps the charts when a run breaks that had begun', () => {
    const state: RunState = { status: 'failed', step: 3, file: 'a.ts', error };
    expect(screenOf({ ...noRun, plan, state })).toBe('workbench');
  });

  it('shows a page of its own for a file that could not be loaded, with its own filled button', () => {
    const facts = { ...noRun, state: { status: 'failed', step: 0, file: 'a.ts', error } as const };
    expect(screenOf(facts)).toBe('problem');
    expect(mainCommand(facts)).toBeUndefined();
  });
});

describe('in the past', () => {
  const state: RunState = { status: 'paused', step: 3, at: 'between-batches', why: { kind: 'asked' }, head: 9 };
  const facts = { ...noRun, state, last: batchEnd(9), recent: [batchEnd(3), batchEnd(9)] };

  it('shows the step that is looked at, and its batch', () => {
    expect(stepNow(facts)).toBe(3);
    expect(batchEndNow(facts)?.step).toBe(3);
    expect(viewedStep(state)).toBe(3);
    expect(toneOf(state)).toBe('past');
  });

  it('reaches from the oldest snapshot to the newest step', () => {
    expect(reachOf(facts)).toEqual({ oldest: 0, newest: 9, most: 9 });
  });

  it('reaches on to the end of the plan, as long as the run can go on', () => {
    const planned = { ...facts, plan: { ...plan, totalSteps: 40 } };
    expect(reachOf(planned).most).toBe(40);
    const { totalSteps: _, ...endless } = plan;
    expect(reachOf({ ...facts, plan: endless }).most).toBe(Infinity);
    expect(reachOf({ ...planned, state: { status: 'finished', step: 9 } }).most).toBe(9);
  });
});

it('counts a run that goes to a step as being there, for who goes on from it', () => {
  const facts = { ...noRun, last: batchEnd(9) };
  expect(placeNow({ ...facts, state: { status: 'moving', step: 9, target: 3 } })).toBe(3);
  expect(placeNow({ ...facts, state: { status: 'finished', step: 9 } })).toBe(9);
});

it('counts the steps of a running state by its batches', () => {
  const state: RunState = { status: 'running', step: 0, pauseRequested: false };
  expect(stepNow({ ...noRun, state, last: batchEnd(12) })).toBe(12);
});

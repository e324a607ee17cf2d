import { describe, expect, it } from 'vitest';
import type { RunState } from '../../../main/contract/run-state';
import { failureOf, isSettled } from '../../../main/unattended';

const options = { autorun: true, progress: false };
const file = '/a.ts';
const error = { code: 'unexpected', values: { message: 'x' } } as const;
const states = {
  loading: { status: 'loading', file },
  untrusted: { status: 'untrusted', file, hash: '', sources: [] },
  ready: { status: 'ready', step: 0 },
  running: { status: 'running', step: 3, pauseRequested: false },
  paused: { status: 'paused', step: 3, at: 'between-batches', why: { kind: 'asked' } },
  stopped: { status: 'stopped', step: 3 },
  finished: { status: 'finished', step: 9 },
  'out-of-data': { status: 'out-of-data', step: 5 },
  failed: { status: 'failed', step: 3, file, error },
  'trainer-died': { status: 'trainer-died', step: 3, error },
  empty: { status: 'empty' },
} as const satisfies { readonly [status: string]: RunState };

const settled = (launch: Parameters<typeof isSettled>[1]) =>
  Object.values(states).flatMap((state) => (isSettled(state, launch) ? [state.status] : []));

describe('isSettled', () => {
  const over = ['stopped', 'finished', 'out-of-data', 'failed', 'trainer-died', 'empty'];

  it('waits for the end of a run', () => {
    expect(settled({ options, exit: false })).toEqual(over);
  });

  it('does not wait for a word that nobody is there to give', () => {
    expect(settled({ options, exit: true })).toEqual(['untrusted', ...over]);
  });

  it('waits only for the file where nothing is to run', () => {
    const waited = settled({ options: { ...options, autorun: false }, exit: true });
    expect(waited).toEqual(Object.keys(states).filter((status) => status !== 'loading'));
  });
});

describe('failureOf', () => {
  it('finds nothing wrong with a run that came to an end', () => {
    for (const status of ['finished', 'stopped', 'out-of-data', 'ready'] as const) {
      expect(failureOf(states[status], { options })).toBeUndefined();
    }
  });

  it('says what ended a run too early', () => {
    expect(failureOf(states.failed, { options })).toBe(error);
    expect(failureOf(states['trainer-died'], { options })).toBe(error);
    expect(failureOf(states.untrusted, { options })).toEqual({ code: 'not-trusted', values: { file } });
    expect(failureOf(states.untrusted, { options: { ...options, autorun: false } })).toBeUndefined();
  });
});

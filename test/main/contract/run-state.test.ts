import { describe, expect, it } from 'vitest';
import { isResting, isRunning, isTraining, type RunState } from '../../../main/contract/run-state';

const running: RunState = { status: 'running', step: 3, pauseRequested: false };
const stepping: RunState = { status: 'stepping', step: 3, remaining: 1 };
const stopping: RunState = { status: 'stopping', step: 3 };
const paused: RunState = { status: 'paused', step: 3, at: 'between-batches', why: { kind: 'asked' } };
const ready: RunState = { status: 'ready', step: 0 };
const finished: RunState = { status: 'finished', step: 9 };
const moving: RunState = { status: 'moving', step: 9, target: 3 };

const those = (holds: (state: RunState) => boolean) =>
  [running, stepping, stopping, paused, ready, finished, moving].filter(holds).map(({ status }) => status);

describe('a run', () => {
  it('is running while batches are trained one after the other', () => {
    expect(those(isRunning)).toEqual(['running', 'stepping']);
  });

  it('is training until the last batch before a stop is done', () => {
    expect(those(isTraining)).toEqual(['running', 'stepping', 'stopping']);
  });

  it('is resting where what its trainer says stays right', () => {
    expect(those(isResting)).toEqual(['paused', 'finished']);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pace, preferences, runStore, shownFacts, workspace } from '../../../renderer/store/window-store';
import { endFrames, fakeFrames, frame } from '../frames';
import { batchEnd, plan } from './events';

beforeEach(fakeFrames);
afterEach(endFrames);

describe('the facts that are drawn', () => {
  afterEach(() => {
    preferences.setState({ visible: true });
    runStore.reset();
  });

  it('follow the run while the window can be seen', () => {
    runStore.apply([batchEnd(1)]);
    expect(shownFacts.getState().last?.step).toBe(1);
  });

  it('change a few times a second while it runs, and at once with the state', () => {
    const running = { status: 'running', step: 0, pauseRequested: false } as const;
    runStore.apply([{ type: 'state', state: running }]);
    let draws = 0;
    const end = shownFacts.subscribe(() => draws++);
    for (let step = 1; step <= 20; step++) {
      runStore.apply([batchEnd(step)]);
      vi.advanceTimersByTime(50);
    }
    vi.advanceTimersByTime(frame);
    const inOneSecond = 1000 / pace.numbers;
    expect(draws).toBeGreaterThanOrEqual(inOneSecond - 1);
    expect(draws).toBeLessThanOrEqual(inOneSecond + 1);
    const paused = { status: 'paused', step: 21, at: 'between-batches', why: { kind: 'asked' } } as const;
    runStore.apply([batchEnd(21), { type: 'state', state: paused }]);
    expect(shownFacts.getState()).toMatchObject({ state: paused, last: { step: 21 } });
    end();
  });

  it('stand still while it is hidden, and are those of now when it shows again', () => {
    preferences.setState({ visible: false });
    let draws = 0;
    const end = shownFacts.subscribe(() => draws++);
    runStore.apply([batchEnd(1)]);
    runStore.apply([batchEnd(2)]);
    expect(draws).toBe(0);
    preferences.setState({ visible: true });
    expect(shownFacts.getState().last?.step).toBe(2);
    end();
  });
});

it('offers no way back of an edit of the run before, and still says where something was saved', () => {
  const edit = { kind: 'hyperparameter', name: 'learningRate', value: 0.1 } as const;
  const edited = { kind: 'edited', record: { id: 1, step: 3, model: '', edit } } as const;
  const saved = { kind: 'save', result: { outcome: 'saved', path: '/charts.png' } } as const;
  for (const [toast, left] of [
    [edited, undefined],
    [saved, saved],
  ] as const) {
    runStore.apply([{ type: 'plan', plan }]);
    workspace.setState({ toast });
    runStore.reset();
    expect(workspace.getState().toast).toEqual(left);
  }
});

it('shows the whole log of a new run, though the one before was cleared, and no dialog of it', () => {
  runStore.apply([{ type: 'plan', plan }]);
  workspace.setState({ clearedLog: 40, isSavingChart: true });
  runStore.reset();
  expect(workspace.getState()).toMatchObject({ clearedLog: -1, isSavingChart: false });
});

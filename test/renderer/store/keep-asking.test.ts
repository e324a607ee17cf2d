import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunState } from '../../../main/contract/run-state';
import { keepAsking } from '../../../renderer/store/keep-asking';
import { createRunStore } from '../../../renderer/store/run-store';

const paused: RunState = { status: 'paused', step: 3, at: 'between-batches', why: { kind: 'asked' } };
const running: RunState = { status: 'running', step: 3, pauseRequested: false };

describe('an answer that is kept fresh', () => {
  let time = 0;
  let asked = 0;
  let takes = 0;
  let took: number | undefined;
  let every: number | undefined;
  let delay = 0;
  let isVisible = true;
  let told: [number, boolean][] = [];
  let store = createRunStore();
  const keep = () =>
    keepAsking({
      ask: () => {
        const number = ++asked;
        return new Promise<number>((resolve) => {
          setTimeout(() => {
            time += takes;
            resolve(number);
          }, takes);
        });
      },
      ...(every !== undefined && { every: () => every! }),
      took: () => took,
      tell: (result, isSampled) => told.push([result, isSampled]),
      facts: store.facts,
      isVisible: () => isVisible,
      now: () => time,
      later: (tell) => void setTimeout(tell, delay),
    });

  beforeEach(() => {
    vi.useFakeTimers();
    [time, asked, takes, delay, isVisible, told, store] = [0, 0, 0, 0, true, [], createRunStore()];
    took = every = undefined;
  });
  afterEach(() => vi.useRealTimers());

  it('is asked for at once and at each rest, and not in between', async () => {
    store.setState(paused);
    const { end } = keep();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(told).toEqual([[1, false]]);
    store.setState({ ...paused, step: 4 });
    await vi.advanceTimersByTimeAsync(0);
    expect(told.at(-1)).toEqual([2, false]);
    end();
    store.setState({ ...paused, step: 5 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toBe(2);
  });

  it('is sampled every two seconds while the run moves and the window is seen', async () => {
    store.setState(running);
    const { end } = keep();
    await vi.advanceTimersByTimeAsync(4100);
    expect(told).toEqual([
      [1, true],
      [2, true],
      [3, true],
    ]);
    isVisible = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toBe(3);
    end();
  });

  it('is sampled as often as the window wants', async () => {
    store.setState(running);
    every = 5000;
    const { end } = keep();
    await vi.advanceTimersByTimeAsync(9900);
    expect(asked).toBe(2);
    every = 2500;
    await vi.advanceTimersByTimeAsync(2700);
    expect(asked).toBe(4);
    end();
  });

  it('is sampled the more seldom the longer it takes', async () => {
    takes = 500;
    store.setState(running);
    const { end } = keep();
    await vi.advanceTimersByTimeAsync(500 + 24_900);
    expect(asked).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toBe(2);
    end();
  });

  it('is sampled by what it cost the trainer, if that says so, however long it was under way', async () => {
    [takes, took] = [500, 60];
    store.setState(running);
    const { end } = keep();
    await vi.advanceTimersByTimeAsync(500 + 2900);
    expect(asked).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toBe(2);
    end();
  });

  it('is called sampled if it came while the run moved, though the run rests by the time that it is drawn', async () => {
    delay = 300;
    store.setState(running);
    const { end } = keep();
    await vi.advanceTimersByTimeAsync(2100);
    takes = 1000;
    store.setState(paused);
    await vi.advanceTimersByTimeAsync(500);
    expect(told).toEqual([
      [1, true],
      [2, true],
    ]);
    await vi.advanceTimersByTimeAsync(600);
    expect(told.at(-1)).toEqual([3, false]);
    end();
  });

  it('waits for others while the run moves, but not when it rests, and never comes after a newer one', async () => {
    delay = 300;
    store.setState(running);
    const { end } = keep();
    await vi.advanceTimersByTimeAsync(2200);
    expect(asked).toBe(2);
    expect(told).toEqual([[1, true]]);
    store.setState(paused);
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual([
      [1, true],
      [3, false],
    ]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(told).toHaveLength(2);
    end();
  });

  it('is asked for once more if the run came to rest meanwhile', async () => {
    takes = 500;
    store.setState(running);
    const { end } = keep();
    await vi.advanceTimersByTimeAsync(100);
    store.setState(paused);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toBe(2);
    expect(told.at(-1)).toEqual([2, false]);
    end();
  });
});

it('says why there is no answer, until it has ended', async () => {
  const failures: unknown[] = [];
  const kept = keepAsking({
    ask: () => Promise.reject(new Error('no such file')),
    tell: () => undefined,
    fail: (error) => failures.push(error),
    facts: createRunStore().facts,
    isVisible: () => true,
    now: () => 0,
    later: (tell) => tell(),
  });
  await Promise.resolve();
  expect(failures).toEqual([new Error('no such file')]);
  kept.again();
  kept.end();
  await new Promise((resolve) => setImmediate(resolve));
  expect(failures).toHaveLength(1);
});

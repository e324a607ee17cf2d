import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DrawingPace } from '../../../renderer/store/drawing-pace';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** A window whose drawings take so much of the machine each, beside what it takes anyway. */
function watched(drawing: number, rest = 0, cores = 2) {
  const changed = vi.fn();
  const pace = new DrawingPace(changed, cores);
  const seconds = (count: number) => {
    for (let second = 0; second < count; second++) {
      vi.advanceTimersByTime(1000);
      pace.hear(rest + (drawing * 1000) / pace.charts);
    }
  };
  return { pace, changed, seconds };
}

it('begins slower where there are few cores', () => {
  for (const cores of [1, 2]) expect(watched(0, 0, cores).pace.charts).toBe(250);
  for (const cores of [3, 4, 64]) expect(watched(0, 0, cores).pace.charts).toBe(100);
});

it.each([2, 16])('comes to a pace at which the window takes what it may, on %i cores', (cores) => {
  const { pace, seconds } = watched(0.0045, 0.0005, cores);
  seconds(20);
  const share = 0.0005 + 0.0045 * (1000 / pace.charts);
  expect(share).toBeGreaterThan(0.0075);
  expect(share).toBeLessThan(0.013);
  expect(pace.numbers).toBe(2 * pace.charts);
});

it('draws ten times a second where that costs little, and no more', () => {
  const { pace, seconds } = watched(0.0002);
  seconds(20);
  expect(pace.charts).toBe(100);
  expect(pace.answers).toBe(2000);
});

it('draws once a second, whatever it costs', () => {
  const { pace, seconds } = watched(0.1);
  seconds(20);
  expect(pace.charts).toBe(1000);
  expect(pace.answers).toBe(6000);
});

it('keeps its pace where the load is about right', () => {
  const { pace, changed } = watched(0);
  for (const share of [0.009, 0.011, 0.01, 0.0085, 0.012]) pace.hear(share);
  expect(pace.charts).toBe(250);
  expect(changed).not.toHaveBeenCalled();
});

it('is quick again at a touch, and becomes slower only once the hand is away', () => {
  const { pace, changed, seconds } = watched(0.02);
  seconds(20);
  expect(pace.charts).toBeGreaterThan(500);
  changed.mockClear();
  pace.touch();
  expect(pace.charts).toBe(250);
  expect(changed).toHaveBeenCalledTimes(1);
  pace.touch();
  seconds(1);
  expect(pace.charts).toBe(250);
  seconds(20);
  expect(pace.charts).toBeGreaterThan(500);
});

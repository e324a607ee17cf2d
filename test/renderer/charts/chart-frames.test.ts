import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ChartFrames } from '../../../renderer/features/charts/chart-frames';

const frame = 16;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('requestAnimationFrame', (callback: (now: number) => void) =>
    setTimeout(() => callback(performance.now()), frame),
  );
  vi.stubGlobal('cancelAnimationFrame', (id: number) => clearTimeout(id));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function watched(interval = 100) {
  const frames = new ChartFrames(interval);
  const onData = vi.fn();
  const onCursor = vi.fn();
  frames.onData(onData);
  frames.onCursor(onCursor);
  return { frames, onData, onCursor };
}

it.each([100, 250])('draws new data once in %i ms, however often they come', (interval) => {
  const { frames, onData } = watched(interval);
  for (let ms = 0; ms < 2000; ms += 5) {
    frames.requestData();
    vi.advanceTimersByTime(5);
  }
  expect(onData.mock.calls.length).toBeGreaterThanOrEqual((2000 / interval) * 0.8);
  expect(onData.mock.calls.length).toBeLessThanOrEqual(2000 / interval + 1);
});

it('draws nothing when nothing came', () => {
  const { frames, onData } = watched();
  frames.requestData();
  vi.advanceTimersByTime(1000);
  expect(onData).toHaveBeenCalledTimes(1);
});

it('moves the cursor in the next frame, without drawing data', () => {
  const { frames, onData, onCursor } = watched();
  frames.requestData();
  vi.advanceTimersByTime(frame);
  frames.requestData();
  frames.moveCursor(5);
  vi.advanceTimersByTime(frame);
  expect(onCursor).toHaveBeenCalledTimes(2);
  expect(onData).toHaveBeenCalledTimes(1);
  expect(frames.cursor).toBe(5);
});

it('draws nothing while hidden and catches up once when seen', () => {
  const { frames, onData, onCursor } = watched();
  frames.requestData();
  frames.setVisible(false);
  for (let i = 0; i < 50; i++) {
    frames.requestData();
    vi.advanceTimersByTime(100);
  }
  expect(onData).not.toHaveBeenCalled();
  expect(onCursor).not.toHaveBeenCalled();
  frames.setVisible(true);
  vi.advanceTimersByTime(200);
  expect(onData).toHaveBeenCalledTimes(1);
});

it('stops telling those who left', () => {
  const frames = new ChartFrames(100);
  const draw = vi.fn();
  frames.onData(draw)();
  frames.requestData();
  vi.advanceTimersByTime(200);
  expect(draw).not.toHaveBeenCalled();
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ChartFrames } from '../../../renderer/features/charts/chart-frames';
import { Beat } from '../../../renderer/store/beat';
import { endFrames, fakeFrames, frame } from '../frames';

beforeEach(fakeFrames);
afterEach(endFrames);

function watched() {
  const beat = new Beat(250);
  const frames = new ChartFrames(beat);
  const end = frames.start();
  vi.advanceTimersByTime(1000); // the first drawing
  const onData = vi.fn();
  const onCursor = vi.fn();
  frames.onData(onData);
  frames.onCursor(onCursor);
  return { beat, frames, onData, onCursor, end };
}

it('draws data and cursor with the beat', () => {
  const { beat, onData, onCursor } = watched();
  beat.request();
  vi.advanceTimersByTime(1000);
  expect(onData).toHaveBeenCalledTimes(1);
  expect(onCursor).toHaveBeenCalledTimes(1);
});

it('moves the cursor in the next frame, without drawing data', () => {
  const { beat, frames, onData, onCursor } = watched();
  beat.request();
  vi.advanceTimersByTime(frame);
  beat.request();
  frames.moveCursor(5);
  vi.advanceTimersByTime(frame);
  expect(onCursor).toHaveBeenCalledTimes(2);
  expect(onData).toHaveBeenCalledTimes(1);
  expect(frames.cursor).toBe(5);
});

it('draws the cursor once where it moves in the frame of a beat', () => {
  const { beat, frames, onCursor } = watched();
  beat.request();
  frames.moveCursor(5);
  vi.advanceTimersByTime(1000);
  expect(onCursor).toHaveBeenCalledTimes(1);
});

it('moves no cursor while hidden, and catches up once when seen', () => {
  const { frames, onCursor } = watched();
  frames.moveCursor(1);
  frames.setVisible(false);
  for (let step = 2; step < 50; step++) {
    frames.moveCursor(step);
    vi.advanceTimersByTime(100);
  }
  expect(onCursor).not.toHaveBeenCalled();
  frames.setVisible(true);
  vi.advanceTimersByTime(200);
  expect(onCursor).toHaveBeenCalledTimes(1);
});

it('stops telling those who left', () => {
  const { beat, frames, onData, onCursor, end } = watched();
  frames.onData(onData)();
  beat.request();
  vi.advanceTimersByTime(1000);
  expect(onData).not.toHaveBeenCalled();
  expect(onCursor).toHaveBeenCalledTimes(1);
  end();
  beat.request();
  vi.advanceTimersByTime(1000);
  expect(onCursor).toHaveBeenCalledTimes(1);
});

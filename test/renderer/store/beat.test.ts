import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Beat } from '../../../renderer/store/beat';
import { endFrames, fakeFrames, frame } from '../frames';

beforeEach(fakeFrames);
afterEach(endFrames);

function watched(interval = 250) {
  const beat = new Beat(interval);
  const draw = vi.fn();
  const end = beat.onBeat(draw);
  return { beat, draw, end };
}

it.each([100, 250])('comes once in %i ms, however often something is new', (interval) => {
  const { beat, draw } = watched(interval);
  for (let ms = 0; ms < 2000; ms += 5) {
    beat.request();
    vi.advanceTimersByTime(5);
  }
  expect(draw.mock.calls.length).toBeGreaterThanOrEqual((2000 / interval) * 0.8);
  expect(draw.mock.calls.length).toBeLessThanOrEqual(2000 / interval + 1);
});

it('does not come when nothing is new', () => {
  const { beat, draw } = watched();
  beat.request();
  vi.advanceTimersByTime(1000);
  expect(draw).toHaveBeenCalledTimes(1);
});

it('comes with news that are a little early, in their own frame', () => {
  const { beat, draw } = watched();
  for (let i = 1; i <= 8; i++) {
    beat.request();
    vi.advanceTimersByTime(frame);
    expect(draw).toHaveBeenCalledTimes(i);
    vi.advanceTimersByTime((i % 2 === 0 ? 270 : 230) - frame);
  }
});

it('comes with the next frame where it is urgent, and then goes on at its pace', () => {
  const { beat, draw } = watched();
  beat.request();
  vi.advanceTimersByTime(frame);
  beat.request();
  vi.advanceTimersByTime(50);
  expect(draw).toHaveBeenCalledTimes(1);
  beat.hurry();
  vi.advanceTimersByTime(frame);
  expect(draw).toHaveBeenCalledTimes(2);
  beat.request();
  vi.advanceTimersByTime(100);
  expect(draw).toHaveBeenCalledTimes(2);
});

it('takes another pace at once', () => {
  const { beat, draw } = watched(1000);
  beat.request();
  vi.advanceTimersByTime(frame);
  beat.request();
  beat.setInterval(100);
  vi.advanceTimersByTime(100 + frame);
  expect(draw).toHaveBeenCalledTimes(2);
  beat.setInterval(1000);
  for (let ms = 0; ms < 4000; ms += 50) {
    beat.request();
    vi.advanceTimersByTime(50);
  }
  expect(draw.mock.calls.length).toBeGreaterThanOrEqual(5);
  expect(draw.mock.calls.length).toBeLessThanOrEqual(7);
});

it('does a task once, in the frame of the others', () => {
  const { beat, draw } = watched();
  const task = vi.fn(() => expect(draw).not.toHaveBeenCalled());
  beat.next(task);
  expect(task).not.toHaveBeenCalled();
  vi.advanceTimersByTime(frame);
  expect(draw).toHaveBeenCalledTimes(1);
  beat.request();
  vi.advanceTimersByTime(1000);
  expect(task).toHaveBeenCalledTimes(1);
});

it('draws nothing while hidden, does what is to be done, and catches up once when seen', () => {
  const { beat, draw } = watched();
  const tasks = [vi.fn(), vi.fn()] as const;
  beat.next(tasks[0]);
  beat.setVisible(false);
  beat.next(tasks[1]);
  for (let i = 0; i < 50; i++) {
    beat.request();
    vi.advanceTimersByTime(100);
  }
  expect(draw).not.toHaveBeenCalled();
  for (const task of tasks) expect(task).toHaveBeenCalledTimes(1);
  beat.setVisible(true);
  vi.advanceTimersByTime(1000);
  expect(draw).toHaveBeenCalledTimes(1);
});

it('stops telling those who left', () => {
  const { beat, draw, end } = watched();
  end();
  beat.request();
  vi.advanceTimersByTime(1000);
  expect(draw).not.toHaveBeenCalled();
});

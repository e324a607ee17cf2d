import { expect, it } from 'vitest';
import { Undoing } from '../../../../main/training/time-travel/undoing';

function opened() {
  const at = { time: 0, canReturnSoon: true, hasDiscarded: false };
  const undoing = new Undoing({
    machine: { canReturnSoon: (now) => now === at.time && at.canReturnSoon },
    now: () => at.time,
    hasDiscarded: () => at.hasDiscarded,
    leave: () => new Error('left'),
  });
  return { at, undoing };
}

it('takes at most a 32nd of the time for taking steps back', () => {
  const { at, undoing } = opened();
  expect(undoing.isPossible).toBe(true);
  expect(undoing.undo().message).toBe('left');
  expect(undoing.isUnderWay).toBe(true);
  at.time = 50;
  undoing.arrived();
  expect(undoing.isUnderWay).toBe(false);
  at.time = 50 + 50 * 32 - 1;
  expect(undoing.isPossible).toBe(false);
  at.time += 1;
  expect(undoing.isPossible).toBe(true);
});

it('is not possible where the run could not return, or the step does not say where the data is', () => {
  const { at, undoing } = opened();
  at.canReturnSoon = false;
  expect(undoing.isPossible).toBe(false);
  at.canReturnSoon = true;
  at.hasDiscarded = true;
  expect(undoing.isPossible).toBe(false);
});

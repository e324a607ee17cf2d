import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { breakpoints } from '../../../renderer/store/breakpoints';

const kept = vi.fn(() => Promise.resolve());

beforeEach(() => vi.stubGlobal('window', { batchpoint: { request: kept } }));
afterEach(() => {
  for (const { id } of breakpoints.getState().breakpoints) breakpoints.remove(id);
  breakpoints.leave();
  kept.mockClear();
  vi.unstubAllGlobals();
});

/** Writes one, and one more with another condition. */
function twoOf() {
  breakpoints.toggleAt(5);
  breakpoints.toggleAt(9);
  const [first, second] = breakpoints.getState().breakpoints;
  return [first!, second!] as const;
}

test('a breakpoint that is switched off while it is written stays off', () => {
  const [first, second] = twoOf();
  breakpoints.edit(first);
  breakpoints.setEnabled(first.id, false);
  breakpoints.save({ ...first, condition: 'loss > 2' });
  expect(breakpoints.getState()).toMatchObject({
    breakpoints: [{ id: first.id, condition: 'loss > 2', isEnabled: false }, second],
    editing: undefined,
  });
  expect(kept).toHaveBeenLastCalledWith('watching:keep', {
    breakpoints: breakpoints.getState().breakpoints,
    watches: [],
  });
});

test('what is written stays when another breakpoint is deleted, and goes with its own', () => {
  const [first, second] = twoOf();
  breakpoints.edit(first);
  breakpoints.remove(second.id);
  expect(breakpoints.getState().editing?.breakpoint).toEqual(first);
  breakpoints.remove(first.id);
  expect(breakpoints.getState()).toMatchObject({ breakpoints: [], editing: undefined });
});

test('a step is stopped at by one press and no longer by the next', () => {
  breakpoints.toggleAt(7);
  expect(breakpoints.getState().breakpoints).toMatchObject([{ condition: 'step == 7', actions: [{ kind: 'pause' }] }]);
  breakpoints.toggleAt(7);
  expect(breakpoints.getState().breakpoints).toEqual([]);
});

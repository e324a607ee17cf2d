import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Watching } from '../../../main/contract/ipc';
import { breakpoints, watchBreakpoints } from '../../../renderer/store/breakpoints';
import { runStore } from '../../../renderer/store/window-store';
import { plan } from './events';

/** What the shell keeps of the experiment. */
let watching: Watching = { breakpoints: [], watches: [] };
const kept = vi.fn((_name: string, ..._values: readonly unknown[]) => Promise.resolve(watching));

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

test('a breakpoint that is set before the trainer has answered takes the place of no other', async () => {
  vi.useFakeTimers();
  const [first, second] = twoOf();
  for (const { id } of [first, second]) breakpoints.remove(id);
  watching = { breakpoints: [first, second], watches: ['loss * 2'] };
  const end = watchBreakpoints();
  runStore.apply([{ type: 'plan', plan }]);
  await vi.waitFor(() => expect(breakpoints.getState()).toMatchObject(watching));
  breakpoints.toggleAt(20);
  const [name, now] = kept.mock.lastCall!;
  expect(name).toBe('watching:keep');
  expect(now).toMatchObject({ breakpoints: [first, second, { condition: 'step == 20' }], watches: ['loss * 2'] });
  end();
  runStore.reset();
  vi.useRealTimers();
});

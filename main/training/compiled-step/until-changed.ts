/**
 * Blocks this thread until a cell holds another value. Being woken alone says nothing: the notice of a change that was seen
 * before it came wakes whoever waits for the next one.
 * @param patience milliseconds to wait without a notice
 * @returns false if that was too long
 */
export function untilChanged(cells: Int32Array, at: number, value: number, patience = Infinity): boolean {
  while (Atomics.load(cells, at) === value) {
    if (Atomics.wait(cells, at, value, patience) === 'timed-out') return false;
  }
  return true;
}

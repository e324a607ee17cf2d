import { expect, it } from 'vitest';
import { MessageBreaks } from '../../../../main/training/session/message-breaks';

/**
 * Passes batches of so many milliseconds.
 * @param cost milliseconds of a break
 * @returns after which of them a message came through
 */
async function breaksOf(batches: number, ms: number, cost = 0): Promise<readonly number[]> {
  let time = 0;
  const breaks = new MessageBreaks(() => time);
  const taken: number[] = [];
  for (let batch = 1; batch <= batches; batch += 1) {
    time += ms;
    const message = setImmediate(() => {
      taken.push(batch);
      time += cost;
    });
    await breaks.pass();
    clearImmediate(message);
  }
  return taken;
}

it('lets messages through after each batch that is long', async () => {
  expect(await breaksOf(4, 50)).toEqual([1, 2, 3, 4]);
});

it('lets messages through once in 20 ms while batches are short', async () => {
  expect(await breaksOf(100, 1)).toEqual([1, 21, 41, 61, 81]);
});

it('puts breaks off that cost much, but no command for long', async () => {
  expect(await breaksOf(100, 1, 0.125)).toEqual([1, 33, 65, 97]);
  for (const cost of [1, 500]) expect(await breaksOf(100, 1, cost)).toEqual([1, 36, 71]);
});

import { expect, it } from 'vitest';
import { MessageBreaks } from '../../../main/training/message-breaks';

/** Passes batches of so many milliseconds. @returns after which of them a message came through */
async function breaksOf(batches: number, ms: number): Promise<readonly number[]> {
  let time = 0;
  const breaks = new MessageBreaks(() => time);
  const taken: number[] = [];
  for (let batch = 1; batch <= batches; batch += 1) {
    time += ms;
    const message = setImmediate(() => taken.push(batch));
    await breaks.pass();
    clearImmediate(message);
  }
  return taken;
}

it('lets messages through after each batch that is long', async () => {
  expect(await breaksOf(4, 50)).toEqual([1, 2, 3, 4]);
});

it('lets messages through once in 30 ms while batches are short', async () => {
  expect(await breaksOf(100, 1)).toEqual([1, 31, 61, 91]);
});

import { expect, it } from 'vitest';
import { MessageBreaks } from '../../../../main/training/session/message-breaks';

/**
 * Passes batches of so many milliseconds.
 * @param cost milliseconds of a break
 * @param attended whether somebody is there at the beginning
 * @returns after which of them a message came through
 */
async function breaksOf(batches: number, ms: number, cost = 0, attended = false): Promise<readonly number[]> {
  let time = 0;
  const breaks = new MessageBreaks(() => time);
  if (attended) breaks.attend();
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

it('lets messages through sooner while somebody is there, still by their cost, and for a while', async () => {
  expect(await breaksOf(16, 1, 0, true)).toEqual([1, 6, 11, 16]);
  expect(await breaksOf(30, 1, 0.25, true)).toEqual([1, 9, 17, 25]);
  expect(await breaksOf(50, 1, 10, true)).toEqual([1, 21, 41]);
  expect((await breaksOf(3000, 1, 0, true)).slice(-3)).toEqual([2941, 2961, 2981]);
});

/** Messages that wait one behind the other. @returns those that came in one break */
async function heardInBreak(...messages: readonly ('command' | 'other')[]): Promise<readonly string[]> {
  const breaks = new MessageBreaks(() => 0);
  const heard: string[] = [];
  const say = ([next, ...behind]: readonly ('command' | 'other')[]): void => {
    if (next === undefined) return;
    setImmediate(() => {
      heard.push(next);
      breaks.heard(next);
      say(behind);
    });
  };
  say(messages);
  await breaks.pass();
  return [...heard];
}

it('goes on with a break for as long as messages come, each in a turn of its own', async () => {
  expect(await heardInBreak('other', 'other', 'other')).toEqual(['other', 'other', 'other']);
});

it('ends a break with a command, whatever waits behind it', async () => {
  expect(await heardInBreak('other', 'command', 'other')).toEqual(['other', 'command']);
});

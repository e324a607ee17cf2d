import { expect, it } from 'vitest';
import { MessageBreaks } from '../../../../main/training/session/message-breaks';

/**
 * Passes batches of so many milliseconds.
 * @param cost milliseconds of a break
 * @param called batches in which somebody calls; undefined: nobody can
 * @returns after which of them a message came through
 */
async function breaksOf(batches: number, ms: number, cost = 0, called?: readonly number[]): Promise<readonly number[]> {
  let time = 0;
  let isCalled = false;
  const look = (): boolean => isCalled && !(isCalled = false);
  const breaks = new MessageBreaks(() => time, called && look);
  const taken: number[] = [];
  for (let batch = 1; batch <= batches; batch += 1) {
    time += ms;
    if (called?.includes(batch)) isCalled = true;
    const message = setImmediate(() => {
      taken.push(batch);
      time += cost;
      breaks.heard('command');
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
  for (const cost of [1, 500]) expect(await breaksOf(100, 1, cost)).toEqual([1, 51]);
});

it('puts them off for longer where somebody can call', async () => {
  expect(await breaksOf(100, 1, 0, [])).toEqual([1, 21, 41, 61, 81]);
  expect(await breaksOf(220, 1, 0.0625, [])).toEqual([1, 65, 129, 193]);
  for (const cost of [0.125, 500]) expect(await breaksOf(220, 1, cost, [])).toEqual([1, 101, 201]);
});

it('takes a break at once when it is called, by a look each millisecond', async () => {
  expect(await breaksOf(132, 0.25, 0, [50])).toEqual([1, 53]);
  expect(await breaksOf(133, 0.25, 0, [50])).toEqual([1, 53, 133]);
});

it('waits for a message that it was called for, but not for long', async () => {
  let time = 0;
  const breaks = new MessageBreaks(
    () => (time += 1),
    () => true,
  );
  await breaks.pass();
  expect(time).toBeGreaterThan(20);
  expect(time).toBeLessThan(25);
  const before = time;
  let turns = 0;
  const turn = (): unknown => (++turns === 5 ? breaks.heard('command') : setImmediate(turn));
  setImmediate(turn);
  await breaks.pass();
  expect(turns).toBe(5);
  expect(time - before).toBeLessThan(10);
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

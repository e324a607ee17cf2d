import { expect, test } from 'vitest';
import { duration, logNumber, progressLine } from '../../../main/contract/progress-line';
import { createProgressPrinter } from '../../../main/contract/progress-printer';
import type { RunPlan } from '../../../main/contract/training-event';
import { batchEnd } from '../trainer/fake-session';

test('a line under way has a bar, the time left and the means', () => {
  expect(progressLine({ done: 45, steps: 469, logs: { loss: 0.23456, lr: 1e-4 }, elapsedMs: 4500 }, 'ETA')).toBe(
    ' 45/469 [=>............................] - ETA: 42s - loss: 0.2346 - lr: 1.0000e-4',
  );
});

test('without a known length there is no bar and no time left', () => {
  expect(progressLine({ done: 3, logs: { 'd/loss': NaN }, elapsedMs: 1.5 }, 'ETA')).toBe(
    '3 - 0s 500us/step - d/loss: NaN',
  );
});

test('durations and numbers', () => {
  expect([999, 59_400, 187_000, 3_723_000].map(duration)).toEqual(['1s', '59s', '3:07', '1:02:03']);
  expect([0, 1.5, 1e-5, -Infinity].map(logNumber)).toEqual(['0.0000', '1.5000', '1.0000e-5', '-Infinity']);
});

function printer(isTerminal: boolean, columns = 200) {
  let time = 0;
  let out = '';
  const print = createProgressPrinter({
    write: (text) => void (out += text),
    isTerminal,
    columns: () => columns,
    now: () => time,
    language: 'en',
  });
  print({ type: 'plan', plan: { stepsPerEpoch: 1000, epochs: 2 } as RunPlan });
  print({ type: 'epoch-begin', epoch: 0, step: 0 });
  return { print, at: (ms: number) => void (time = ms), text: () => out };
}

test('a terminal line is drawn over at most ten times a second and fits', () => {
  const { print, at, text } = printer(true, 40);
  for (let step = 1; step <= 100; step++) {
    at(step * 10);
    print(batchEnd(step));
  }
  const drawn = text().split('\r\x1b[K').slice(1);
  expect(drawn).toHaveLength(10);
  for (const line of drawn) expect(line).toHaveLength(39);
});

test('elsewhere a long epoch gives a line every ten seconds', () => {
  const { print, at, text } = printer(false);
  for (let step = 1; step <= 25; step++) {
    at(step * 1000);
    print(batchEnd(step));
  }
  expect(text().match(/^ +\d+\/1000 /gm)).toEqual(['  10/1000 ', '  20/1000 ']);
});

test('a stop in mid-epoch ends the line with what was reached', () => {
  const { print, text } = printer(false);
  print(batchEnd(1, { loss: 3 }));
  print({ type: 'state', state: { status: 'stopped', step: 1 } });
  expect(text()).toMatch(/^ +1\/1000 .* loss: 3\.0000\n$/m);
});

test('a custom loop shows the newest values of every model', () => {
  const { print, at, text } = printer(false);
  const step = (number: number, own: { readonly [key: string]: number }) => {
    at(number * 10_000);
    const { ...event } = batchEnd(number);
    print({ ...event, own, means: {} } as typeof event);
  };
  step(1, { 'd/loss': 0.5 });
  step(2, { 'g/loss': 0.25 });
  expect(text().trim().split('\n').at(-1)).toMatch(/ - d\/loss: 0\.5000 - g\/loss: 0\.2500$/);
});

test('a terminal says at once that a step is being made', () => {
  const { print, text } = printer(true);
  print({ type: 'preparing', step: 0, isPreparing: true });
  expect(text().split('\r\x1b[K').at(-1)).toMatch(/^Preparing/);
  print({ type: 'preparing', step: 0, isPreparing: false });
  expect(text().endsWith('\r\x1b[K')).toBe(true);
});

test.each([
  [200, []],
  [1200, ['1.2s']],
])('elsewhere a step that took %i ms to make is told of if that was long', (took, said) => {
  const { print, at, text } = printer(false);
  print({ type: 'preparing', step: 0, isPreparing: true });
  at(took);
  print({ type: 'preparing', step: 0, isPreparing: false });
  expect([...text().matchAll(/^Prepared .* in (.*)\.$/gm)].map(([, time]) => time)).toEqual(said);
});

import { expect, onTestFinished, test, vi } from 'vitest';
import { capturePrinting } from '../../../main/trainer/printed-output';

test('hears what is printed, formatted as Node does', () => {
  const heard: unknown[] = [];
  const quiet = vi.spyOn(console, 'log').mockImplementation(() => {});
  onTestFinished(() => quiet.mockRestore());
  const restore = capturePrinting((text, level) => heard.push([text, level]), false);
  console.log('loss %d', 0.5, { a: 1 });
  console.warn('careful');
  console.error(new RangeError('no').message);
  restore();
  console.log('not heard');
  expect(heard).toEqual([
    ['loss 0.5 { a: 1 }', 'info'],
    ['careful', 'warning'],
    ['no', 'error'],
  ]);
  expect(quiet.mock.calls).toEqual([['not heard']]);
});

test('passes on to the terminal if asked to', () => {
  const terminal = vi.spyOn(console, 'info').mockImplementation(() => {});
  onTestFinished(() => terminal.mockRestore());
  const restore = capturePrinting(() => {}, true);
  console.info('a', 1);
  restore();
  expect(terminal.mock.calls).toEqual([['a', 1]]);
});

import { expect, it } from 'vitest';
import type { RunStatus } from '../../../../main/contract/run-state';
import { CommandGuard } from '../../../../main/training/session/command-guard';

const refused = (command: string, status: RunStatus): Error =>
  expect.objectContaining({ code: 'illegal-command', values: { command, status } }) as Error;

/** Reads until it is let go. */
function heldReading() {
  let letGo: (value: string) => void = () => undefined;
  const held = new Promise<string>((resolve) => (letGo = resolve));
  return { read: () => held, letGo };
}

it('lets through what the present status allows, and says in which it was given', () => {
  let status: RunStatus = 'ready';
  const guard = new CommandGuard(() => status);
  expect(guard.check('run')).toBe('ready');
  expect(() => guard.check('pause')).toThrow(refused('pause', 'ready'));
  status = 'running';
  expect(guard.check('pause')).toBe('running');
  expect(() => guard.check('run')).toThrow(refused('run', 'running'));
});

it('lets nobody give a command or read, while one reads', async () => {
  const guard = new CommandGuard(() => 'paused');
  const [first, second] = [heldReading(), heldReading()];
  const reading = guard.alone('preflight', first.read);
  expect(() => guard.check('step')).toThrow(refused('step', 'paused'));
  expect(() => guard.checkAlone('keep')).toThrow(refused('keep', 'paused'));
  await expect(guard.alone('validate', second.read)).rejects.toThrow(refused('validate', 'paused'));
  // One that was refused does not end the other's turn.
  expect(() => guard.check('step')).toThrow(refused('step', 'paused'));
  first.letGo('items');
  expect(await reading).toBe('items');
  expect(guard.check('step')).toBe('paused');
  const readingSecond = guard.alone('validate', second.read);
  expect(() => guard.check('step')).toThrow(refused('step', 'paused'));
  second.letGo('logs');
  expect(await readingSecond).toBe('logs');
});

it('lets commands through again after a reading that has failed', async () => {
  const guard = new CommandGuard(() => 'paused');
  const failing = guard.alone('preflight', () => Promise.reject(new Error('no such file')));
  expect(() => guard.check('step')).toThrow(refused('step', 'paused'));
  await expect(failing).rejects.toThrow('no such file');
  expect(guard.check('step')).toBe('paused');
  // The same for what throws before it has given a promise.
  await expect(
    guard.alone('preflight', () => {
      throw new Error('at once');
    }),
  ).rejects.toThrow('at once');
  expect(guard.check('step')).toBe('paused');
});

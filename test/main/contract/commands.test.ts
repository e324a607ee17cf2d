import { expect, it } from 'vitest';
import { commands, isLegal, isOffered } from '../../../main/contract/commands';
import type { RunStatus } from '../../../main/contract/run-state';

const control = ['run', 'pause', 'step', 'stepN', 'stop', 'restart'] as const;

it.each<[RunStatus, readonly string[]]>([
  ['empty', []],
  ['loading', []],
  ['untrusted', []],
  ['ready', ['run', 'step', 'stepN']],
  ['running', ['pause', 'stop', 'restart']],
  ['stepping', ['pause', 'stop', 'restart']],
  ['paused', ['run', 'step', 'stepN', 'stop', 'restart']],
  ['stopping', ['restart']],
  ['stopped', ['restart']],
  ['finished', ['restart']],
  ['out-of-data', ['restart']],
  ['failed', ['restart']],
  ['trainer-died', ['restart']],
])('allows in %s: %j', (status, allowed) => {
  expect(control.filter((id) => isLegal(id, status))).toEqual(allowed);
});

it('offers only what the trainer can do', () => {
  expect(isOffered('step', 'paused', ['pause', 'stop'])).toBe(false);
  expect(isOffered('step', 'paused', ['step'])).toBe(true);
  expect(isOffered('step', 'running', ['step'])).toBe(false);
  expect(isOffered('restart', 'running', [])).toBe(true);
});

it('may open a file in any state', () => {
  expect(isLegal('open', 'running')).toBe(true);
});

it('gives no key to two commands', () => {
  const keys = Object.values(commands).flatMap((command) => command.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

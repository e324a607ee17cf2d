import { expect, it } from 'vitest';
import { commands, isLegal, isOffered, type CommandId } from '../../../main/contract/commands';
import type { RunState, RunStatus } from '../../../main/contract/run-state';

const running: RunState = { status: 'running', step: 3, pauseRequested: false };
type Paused = Extract<RunState, { at: 'between-batches' }>;
const paused = (step: number): Paused => ({ status: 'paused', step, at: 'between-batches', why: { kind: 'asked' } });
const inside = (step: number): RunState => ({
  status: 'paused',
  step,
  at: 'before-commit',
  phase: 'loss',
  why: { kind: 'into' },
});

const control = ['run', 'pause', 'step', 'stepN', 'stop', 'finish', 'restart'] as const;

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
  ['out-of-data', ['finish', 'restart']],
  ['failed', ['restart']],
  ['trainer-died', ['restart']],
])('allows in %s: %j', (status, allowed) => {
  expect(control.filter((id) => isLegal(id, status))).toEqual(allowed);
});

it('offers only what the trainer can do', () => {
  expect(isOffered('step', paused(1), ['pause', 'stop'])).toBe(false);
  expect(isOffered('step', paused(1), ['step'])).toBe(true);
  expect(isOffered('step', running, ['step'])).toBe(false);
  expect(isOffered('restart', running, [])).toBe(true);
});

it.each<[string, RunState, readonly CommandId[]]>([
  ['at the start', paused(0), ['stepInto']],
  ['after a step', paused(1), ['stepInto', 'stepBack', 'goTo']],
  ['at the start of a history', { ...paused(0), head: 9 }, ['stepInto', 'goTo']],
  ['inside the first step', inside(0), ['stepInto', 'commit', 'discard', 'stepBack', 'goTo']],
  ['at the end', { status: 'finished', step: 9 }, ['stepBack', 'goTo']],
  ['while it runs', running, []],
  ['on the way', { status: 'moving', step: 9, target: 2 }, ['stepBack', 'goTo']],
  ['on the way to the start', { status: 'moving', step: 9, target: 0 }, ['goTo']],
  ['on the way from the start', { status: 'moving', step: 0, target: 9 }, ['stepBack', 'goTo']],
])('offers what makes sense %s', (_, state, offered) => {
  const debug: readonly CommandId[] = ['stepInto', 'commit', 'discard', 'stepBack', 'goTo'];
  expect(debug.filter((id) => isOffered(id, state, ['stepInto', 'stepBack']))).toEqual(offered);
});

it('resumes a run whose process died only where there is something to go on from', () => {
  const died: RunState = { status: 'trainer-died', step: 9, error: { code: 'no-answer', values: {} } };
  expect(isOffered('resume', died, [])).toBe(false);
  expect(isOffered('resume', { ...died, saved: { step: 4, folder: '/kept', by: 'app' } }, [])).toBe(true);
  expect(isOffered('resume', paused(3), [])).toBe(false);
});

it('saves a run that trains, or that stands between two batches or inside one', () => {
  const saves = (state: RunState) => isOffered('saveRun', state, []);
  expect(saves({ ...running, step: 0 })).toBe(true);
  const standing = [paused(0), paused(1), { ...paused(0), head: 4 }, inside(0), inside(3)];
  expect(standing.map(saves)).toEqual([false, true, true, false, true]);
  expect(saves({ status: 'finished', step: 9 })).toBe(false);
});

it('may open a file in any state', () => {
  expect(isLegal('open', 'running')).toBe(true);
});

it('gives no key to two commands', () => {
  const keys = Object.values(commands).flatMap((command) => command.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

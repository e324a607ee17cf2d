import { describe, expect, it } from 'vitest';
import { displayInWords, untestedHere } from '../../scripts/doctor/facts.mjs';
import { readSelfTest } from '../../scripts/doctor.mjs';
import { fakeMachine } from './fake-machine';

const runtime = { version: '33.2.1', folder: '/e', executable: '/e/electron' };

describe('untestedHere', () => {
  it('names what was not tried on this machine', () => {
    const { machine } = fakeMachine({ isRoot: true });
    const setup = {
      electron: { kind: 'fallback' as const, ...runtime },
      tensorflow: { kind: 'wheel' as const, addon: '/a', library: '/l' },
    };
    expect(untestedHere(machine, setup)).toEqual([
      "Electron's official download",
      "tfjs-node's own download of TensorFlow",
      'a real screen',
      'set-up as an ordinary user',
      'set-up on macOS',
      'set-up on Windows',
    ]);
  });

  it('names the other ways on another machine', () => {
    const { machine } = fakeMachine({ platform: 'darwin' });
    const setup = {
      electron: { kind: 'official' as const, ...runtime },
      tensorflow: { kind: 'official' as const, addon: '/a', library: undefined },
    };
    expect(untestedHere(machine, setup)).toEqual([
      'the fallback Electron runtime',
      'TensorFlow out of the Python wheel',
      'a virtual screen',
      'set-up on Linux',
      'set-up on Windows',
    ]);
  });
});

it.each([
  [{ DISPLAY: ':1' }, [], 'DISPLAY :1'],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, [], 'Wayland wayland-0'],
  [{}, ['Xvfb'], 'none: a virtual one is started (Xvfb)'],
  [{}, [], 'none, and no Xvfb to make one'],
])('with %o and %o says: %s', (env, commands, words) => {
  expect(displayInWords(fakeMachine({ env, commands }).machine)).toBe(words);
});

it('reads a self-test to where it broke off, between other output', () => {
  const output =
    'warning\n{"runtime":"Node 20"}\n{"kernel":"Add"}\n{"kernel":"Mul","problem":"expected 12, got 13"}\nAborted';
  expect(readSelfTest(output)).toEqual({
    facts: { runtime: 'Node 20' },
    kernels: [{ kernel: 'Add' }, { kernel: 'Mul', problem: 'expected 12, got 13' }],
  });
});

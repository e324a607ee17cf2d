import { describe, expect, it } from 'vitest';
import { exitError, signalOf, tailOf } from '../../../main/trainer/host-exit';

const exit = { exitCode: 9, step: 12, hasSpoken: true, errorOutput: '' };

describe('signalOf', () => {
  it.each([
    [6, 'SIGABRT'],
    [9, 'SIGKILL'],
    [11, 'SIGSEGV'],
    [15, 'SIGTERM'],
    [1, ''],
    [3, ''],
  ])('reads exit code %d as "%s"', (exitCode, signal) => {
    expect(signalOf(exitCode, 'linux')).toBe(signal);
  });

  it('knows no signals on Windows', () => {
    expect(signalOf(9, 'win32')).toBe('');
  });
});

describe('exitError', () => {
  it('says how far the run came and what ended it', () => {
    expect(exitError(exit, 'linux')).toEqual({
      code: 'trainer-exited',
      values: { exitCode: 9, signal: 'SIGKILL', step: 12 },
    });
  });

  it('takes the last words along as detail', () => {
    expect(exitError({ ...exit, errorOutput: 'terminate called\n' }, 'linux').detail).toBe('terminate called\n');
  });

  it.each([
    ['one\nlibtensorflow.so.2: cannot open\n', 'libtensorflow.so.2: cannot open'],
    ['', 'SIGKILL'],
  ])('says of a process that never spoke that it did not start', (errorOutput, message) => {
    expect(exitError({ ...exit, hasSpoken: false, errorOutput }, 'linux')).toMatchObject({
      code: 'trainer-not-started',
      values: { message },
    });
  });
});

describe('tailOf', () => {
  it('keeps the end of a long output', () => {
    const tail = tailOf('a'.repeat(8000), 'the end');
    expect(tail).toHaveLength(8000);
    expect(tail.endsWith('aaathe end')).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { at } from '../../scripts/paths.mjs';
import { absoluteIfFile, chromiumFlags, fileIn, unattended, valueOf } from '../../scripts/start.mjs';

describe('fileIn', () => {
  it.each([
    [['mine.ts'], 'mine.ts'],
    [['--epochs', '3', 'mine.ts', '--run'], 'mine.ts'],
    [['--screenshot', 'out.png', '--run'], undefined],
    [[], undefined],
  ])('finds the experiment in %o', (args, file) => {
    expect(fileIn(args)).toBe(file);
  });
});

describe('unattended', () => {
  it('trains MNIST for one epoch and keeps a picture inside the clone', () => {
    expect(unattended([], '/clone')).toEqual({
      args: [
        '/clone/examples/mnist.ts',
        '--run',
        '--progress',
        '--exit',
        '--epochs',
        '1',
        '--screenshot',
        '/clone/out/screenshots/mnist.png',
      ],
      picture: '/clone/out/screenshots/mnist.png',
    });
  });

  it('leaves what the person asks for', () => {
    const { args, picture } = unattended(
      ['/my/gan.ts', '--epochs=4', '--screenshot', '/tmp/a.png', '--trust'],
      '/clone',
    );
    expect(args).toEqual([
      '/my/gan.ts',
      '--epochs=4',
      '--screenshot',
      '/tmp/a.png',
      '--trust',
      '--run',
      '--progress',
      '--exit',
    ]);
    expect(picture).toBe('/tmp/a.png');
  });
});

describe('valueOf', () => {
  it('reads both forms of a flag', () => {
    expect(valueOf(['--seed', '7'], '--seed')).toBe('7');
    expect(valueOf(['--seed=7'], '--seed')).toBe('7');
    expect(valueOf([], '--seed')).toBeUndefined();
  });
});

describe('chromiumFlags', () => {
  it.each([
    [{ platform: 'linux', isRoot: true, env: {} }, ['--no-sandbox']],
    [{ platform: 'linux', isRoot: false, env: { DISPLAY: ':0' } }, []],
    [{ platform: 'linux', isRoot: false, env: { WAYLAND_DISPLAY: 'wayland-0' } }, ['--ozone-platform-hint=auto']],
    [{ platform: 'darwin', isRoot: true, env: {} }, []],
  ])('for %o keeps the sandbox wherever it can', (machine, flags) => {
    expect(chromiumFlags(machine)).toEqual(flags);
  });
});

describe('absoluteIfFile', () => {
  it('takes an output path relative to where the person typed', () => {
    expect(absoluteIfFile('run.jsonl', 1, ['--log', 'run.jsonl'], '/home/ada')).toBe('/home/ada/run.jsonl');
  });

  it('finds a file of the clone from everywhere, and else names the one that is meant', () => {
    expect(absoluteIfFile('examples/gan.ts', 0, [], '/nowhere')).toBe(at('examples/gan.ts'));
    expect(absoluteIfFile('mine.ts', 0, [], '/nowhere')).toBe('/nowhere/mine.ts');
  });

  it('leaves flags, numbers and absolute paths', () => {
    for (const arg of ['--run', '3', '/my/gan.ts']) expect(absoluteIfFile(arg, 0, [arg], '/home/ada')).toBe(arg);
  });
});

import { describe, expect, it } from 'vitest';
import { argumentProblemText, ownArguments, parseArguments } from '../../../main/arguments';

const cwd = '/home/ada';
const parse = (...args: string[]) => parseArguments(args, cwd);

describe('ownArguments', () => {
  const unpackaged = { isPackaged: false, appPath: '/src/batchpoint', cwd };

  it('are everything behind the executable of the installed app', () => {
    expect(ownArguments(['/opt/batchpoint', 'a.ts', '--run'], { ...unpackaged, isPackaged: true })).toEqual([
      'a.ts',
      '--run',
    ]);
  });

  it('are what stands behind the folder of the app', () => {
    expect(ownArguments(['electron', '/src/batchpoint', 'a.ts'], unpackaged)).toEqual(['a.ts']);
    expect(ownArguments(['electron', '.', '--run'], { ...unpackaged, cwd: '/src/batchpoint' })).toEqual(['--run']);
    expect(
      ownArguments(['electron', '--inspect=0', '-r', 'loader.js', '/src/batchpoint/', 'a.ts'], unpackaged),
    ).toEqual(['a.ts']);
  });
});

describe('parseArguments', () => {
  it('opens nothing and runs nothing by itself', () => {
    expect(parse()).toEqual({
      launch: { options: { autorun: false, progress: false }, exit: false, trust: false },
    });
  });

  it('reads every flag, its value behind a space or an equals sign', () => {
    const all =
      'mine.ts --run --epochs 3 --steps-per-epoch=20 --seed 0 --progress --screenshot out.png --exit --trust --language zh-CN --theme=dark';
    expect(parse(...all.split(' '))).toEqual({
      launch: {
        file: '/home/ada/mine.ts',
        options: { autorun: true, progress: true, epochs: 3, stepsPerEpoch: 20, seed: 0 },
        screenshot: '/home/ada/out.png',
        exit: true,
        trust: true,
        language: 'zh-CN',
        theme: 'dark',
      },
    });
  });

  it.each([
    '--no-sandbox',
    '--lang=en-US',
    '--inspect=0',
    '--remote-debugging-port=9222',
    '--force-device-scale-factor=2',
    '--disable-namespace-sandbox',
    '--ozone-platform-hint=auto',
    '--user-data-dir=/tmp/x',
    '--js-flags=--max-old-space-size=4096',
    '--allow-file-access-from-files',
    '-psn_0_12345',
  ])('leaves Chromium its %s', (flag) => {
    expect(parse(flag, 'mine.ts')).toMatchObject({ launch: { file: '/home/ada/mine.ts' } });
  });

  it.each(['--epoch', '--steps', '--trusted', '--screenshots', '--runs', '--themes', '-x'])('refuses %s', (flag) => {
    expect(parse(flag)).toEqual({ problem: { kind: 'unknown-flag', flag } });
  });

  it.each([
    ['--epochs', '0', 'count'],
    ['--epochs', '1.5', 'count'],
    ['--steps-per-epoch', 'many', 'count'],
    ['--seed', '-1', 'seed'],
    ['--seed', '9007199254740993', 'seed'],
    ['--screenshot', 'out.jpg', 'picture'],
    ['--language', 'de', 'language'],
    ['--theme', 'blue', 'theme'],
  ])('refuses %s %s', (flag, got, expected) => {
    expect(parse(flag, got)).toEqual({ problem: { kind: 'value-wrong', flag, got, expected } });
  });

  it('misses a value at the end, before another flag, and behind a bare equals sign', () => {
    const missing = { problem: { kind: 'value-missing', flag: '--epochs', expected: 'count' } };
    expect(parse('--epochs')).toEqual(missing);
    expect(parse('--epochs', '--run')).toEqual(missing);
    expect(parse('--epochs=')).toEqual(missing);
  });

  it('refuses a value for a flag that has none', () => {
    expect(parse('--run=yes')).toEqual({ problem: { kind: 'unknown-flag', flag: '--run' } });
  });

  it('refuses two files', () => {
    expect(parse('a.ts', '/b.ts')).toEqual({
      problem: { kind: 'two-files', first: '/home/ada/a.ts', second: '/b.ts' },
    });
  });

  it('words a problem in both languages, with the usage below', () => {
    const problem = { kind: 'value-wrong', flag: '--epochs', got: '0', expected: 'count' } as const;
    const [sentence, usage] = argumentProblemText(problem, 'en').split('\n');
    expect(sentence).toBe("--epochs can't be 0: it needs a whole number from 1 on.");
    expect(usage).toContain('--steps-per-epoch N');
    expect(argumentProblemText(problem, 'zh-CN')).toMatch(/^--epochs 不能是 0/);
  });
});

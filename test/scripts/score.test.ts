import { describe, expect, it } from 'vitest';
import { inWords, runStages, sum } from '../../scripts/stages.mjs';
import { scoreOf } from '../../scripts/vitest.mjs';

const report = (numPassedTests: number, numFailedTests: number, ...files: [status: string, tests: number][]) => ({
  numPassedTests,
  numFailedTests,
  testResults: files.map(([status, tests]) => ({ status, assertionResults: Array.from({ length: tests }) })),
});

describe('scoreOf', () => {
  it('counts tests', () => {
    expect(scoreOf(report(5, 0, ['passed', 5]), 0)).toEqual({ passed: 5, failed: 0 });
    expect(scoreOf(report(4, 1, ['failed', 5]), 1)).toEqual({ passed: 4, failed: 1 });
  });

  it('counts a file that could not be loaded', () => {
    expect(scoreOf(report(5, 0, ['passed', 5], ['failed', 0]), 1)).toEqual({ passed: 5, failed: 1 });
  });

  it('counts an error outside of any test', () => {
    expect(scoreOf(report(5, 0, ['passed', 5]), 1)).toEqual({ passed: 5, failed: 1 });
  });

  it('counts a runner that died', () => {
    expect(scoreOf(undefined, 134)).toEqual({ passed: 0, failed: 1 });
    expect(scoreOf(undefined, 0)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('runStages', () => {
  it('goes on after a failure and shows what only the failed one said', async () => {
    const said: string[] = [];
    const capture = (_command: string, [name]: string[]) =>
      Promise.resolve({ status: name === 'bad' ? 2 : 0, output: `${name} said this` });
    const stages = ['good', 'bad', 'last'].map((name) => ({ name, args: [name] }));
    const score = await runStages(stages, capture, (line: string) => said.push(line));
    expect(score).toEqual({ passed: 2, failed: 1 });
    expect(said.join('\n')).toMatch(/✓ good[\s\S]*✗ bad[\s\S]*bad said this/);
    expect(said.join('\n')).not.toContain('good said this');
  });

  it('runs two at a time', async () => {
    let running = 0;
    let most = 0;
    const capture = async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      return { status: 0, output: '' };
    };
    await runStages(
      Array.from({ length: 5 }, (_, i) => ({ name: `${i}`, args: [] })),
      capture,
      () => {},
    );
    expect(most).toBe(2);
  });
});

it('ends with the plain sum', () => {
  expect(
    inWords(
      sum([
        { passed: 8, failed: 0 },
        { passed: 300, failed: 2 },
      ]),
    ),
  ).toBe('308 passed, 2 failed');
});

import { expect, it } from 'vitest';
import { reportText } from '../../../renderer/features/problem/report';
import { plan } from '../store/events';

it('holds sentence, place, run, versions and detail', () => {
  const report = reportText(
    {
      code: 'trainer-exited',
      values: { exitCode: 9, signal: 'SIGKILL', step: 212 },
      place: { file: '/a/digits.ts', line: 3, column: 5 },
      detail: 'last lines of the process',
    },
    'en',
    undefined,
    plan,
  );
  expect(report).toContain('ended at step 212 (SIGKILL)');
  expect(report).toContain('/a/digits.ts:3:5');
  expect(report).toContain('digits (/experiments/digits.ts), seed 7, threads 2');
  expect(report).toContain('tensorflow 2.15.1');
  expect(report).toContain('last lines of the process');
});

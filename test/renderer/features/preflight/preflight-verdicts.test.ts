import { expect, it } from 'vitest';
import type { PreflightFinding } from '../../../../main/contract/debug/preflight';
import { verdictsOf } from '../../../../renderer/features/preflight/preflight-verdicts';

const tiny: PreflightFinding = {
  check: 'data',
  level: 'warning',
  code: 'tiny',
  values: { name: 'x', min: 0, max: 1e-3 },
};
const repeats: PreflightFinding = { check: 'data', level: 'problem', code: 'repeats', values: { batches: 3 } };
const short: PreflightFinding = {
  check: 'data',
  level: 'problem',
  code: 'too-short',
  values: { batches: 2, needed: 5 },
};

it('gives every check one verdict, in their order, where nothing was found', () => {
  const verdicts = verdictsOf({ findings: [], made: ['data', 'loss', 'step'] });
  expect(verdicts.map(({ check }) => check)).toEqual(['data', 'loss', 'step', 'gradients', 'learning', 'rate']);
  expect(verdicts.map(({ isMade }) => isMade)).toEqual([true, true, true, false, false, false]);
});

it('puts problems before warnings, and both before what is fine', () => {
  const ofLoss = { ...repeats, check: 'loss' } as unknown as PreflightFinding;
  const verdicts = verdictsOf({ findings: [tiny, ofLoss], made: ['data', 'loss'] });
  expect(verdicts.slice(0, 3).map(({ check, level }) => [check, level])).toEqual([
    ['loss', 'problem'],
    ['data', 'warning'],
    ['step', 'fine'],
  ]);
});

it('has all that a check has found, at the worst of its levels', () => {
  const [first] = verdictsOf({ findings: [tiny, short], made: ['data'] });
  expect(first).toEqual({ check: 'data', level: 'problem', isMade: true, own: [tiny, short] });
});

import { expect, it } from 'vitest';
import { stepIn } from '../../../../renderer/features/go-to/go-to-dialog';
import { marksPath } from '../../../../renderer/features/timeline/mark-paths';
import { stepScale, timelineTicks } from '../../../../renderer/features/timeline/timeline-pen';

const count = (d: string) => (d.match(/M/g) ?? []).length;

it('draws of marks that would touch only some, and always the newest', () => {
  const steps = Array.from({ length: 100 }, (_, i) => i);
  const d = marksPath('snapshot', steps, (step) => step, 10);
  expect(count(d)).toBe(12);
  expect(d).toContain('M96.25,10'); // step 99
  expect(count(marksPath('snapshot', [1, 50], (step) => step, 10))).toBe(2);
});

it('finds the step under a place', () => {
  const { xOf, stepAt } = stepScale([0, 450], 724);
  for (const step of [0, 1, 120, 450]) expect(stepAt(xOf(step))).toBe(step);
});

it('labels whole steps of the whole run', () => {
  const ticks = timelineTicks([0, 480], 724);
  expect(ticks[0]).toMatchObject({ step: 0, label: '0' });
  expect(ticks.every(({ step }) => Number.isInteger(step) && step <= 480)).toBe(true);
  expect(ticks.length).toBeGreaterThan(3);
});

it.each([
  ['12', 12],
  [' 1,200 ', 1200],
  ['0', 0],
  ['1201', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['', undefined],
  ['x', undefined],
])('reads %j as step %s', (text, step) => {
  expect(stepIn(text, 0, 1200)).toBe(step);
});

import { describe, expect, it } from 'vitest';
import { classesToShow } from '../../../../renderer/features/batch/chances';
import { formatPlain } from '../../../../renderer/chart-data/number-format';
import { cellText, outcomeText, valuesText } from '../../../../renderer/features/batch/outcome-text';

describe('numbers in the batch panel', () => {
  it('have no more digits than they need', () => {
    expect(formatPlain(Math.fround(3.9))).toBe('3.9');
    expect(formatPlain(12)).toBe('12');
    expect(formatPlain(-0.25)).toBe('−0.25');
    expect(formatPlain(NaN)).toBe('NaN');
  });

  it('fit a narrow column', () => {
    for (const value of [0.123456, 38.9271, -0.61234, -12.3456, 999.4, 0, 17]) {
      expect(cellText(value).length).toBeLessThanOrEqual(5);
    }
  });

  it('say that there are more of them', () => {
    expect(valuesText([1, 2, 3, 4])).toBe('1 2 3 …');
  });
});

it('names classes where names are known', () => {
  const outcome = { kind: 'classes', target: 1, predicted: 7, scores: [], areProbabilities: true } as const;
  expect(outcomeText(outcome, 'target', ['cat', 'dog'])).toBe('dog');
  expect(outcomeText(outcome, 'predicted', ['cat', 'dog'])).toBe('7');
});

it('shows the highest of many classes, and always the target', () => {
  const scores = Array.from({ length: 100 }, (_, i) => i);
  const shown = classesToShow(scores, 3);
  expect(shown).toHaveLength(10);
  expect(shown[0]).toBe(3);
  expect(shown.at(-1)).toBe(99);
});

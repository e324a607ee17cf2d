import { describe, expect, it } from 'vitest';
import { classesToShow } from '../../../../renderer/features/batch/chances';
import { formatPlain } from '../../../../renderer/chart-data/number-format';
import type { Sample } from '../../../../renderer/features/batch/batch-view';
import { columnsOf } from '../../../../renderer/features/batch/sample-columns';
import { cellText, outcomeText, valuesText } from '../../../../renderer/features/batch/outcome-text';

describe('numbers in the batch panel', () => {
  it('have no more digits than they need', () => {
    expect(formatPlain(Math.fround(3.9))).toBe('3.9');
    expect(formatPlain(12)).toBe('12');
    expect(formatPlain(-0.25)).toBe('−0.25');
    expect(formatPlain(NaN)).toBe('NaN');
    expect([71_601, -1234.56, 1e5].map(formatPlain)).toEqual(['71601', '−1235', '1e5']);
  });

  it('fit a narrow column', () => {
    for (const value of [
      0.123456,
      38.9271,
      -0.61234,
      -12.3456,
      999.4,
      0,
      17,
      0.0012,
      -0.0012,
      1e-9,
      -1e-9,
      12345,
      -1234,
      NaN,
    ]) {
      expect(cellText(value).length).toBeLessThanOrEqual(5);
    }
    const values = [0.0012, -0.0012, 1e-9, -1e-9, 12345];
    expect(values.map((value) => cellText(value))).toEqual(['0.001', '−0.00', '0.000', '−0.00', '12345']);
  });

  it('are a digit or two longer with an exponent', () => {
    const values = [1.234e-12, -1.234e-12, 1e30, -1e30, 4e-4, -Infinity];
    expect(values.map((value) => cellText(value, true))).toEqual([
      '1.2e−12',
      '−1e−12',
      '1.0e30',
      '−1e30',
      '4.0e−4',
      '−∞',
    ]);
  });

  it('have fewer columns beside them where they are long', () => {
    const sample = { row: 0, loss: 0.5, input: { kind: 'values', values: [1, 2, 3, 4, 5] } } as const;
    const columns = (changed: Partial<Sample>, names?: readonly string[]) => {
      const rows = [sample, { ...sample, ...changed }].map((row) => ({ outcome: undefined, wrong: undefined, ...row }));
      const { count, isWide, hasLongLosses } = columnsOf(rows, names);
      return [count, isWide && 'wide', hasLongLosses && 'losses'].filter((each) => each !== false);
    };
    const values = (...all: readonly number[]) => ({ input: { kind: 'values', values: all } }) as const;
    expect(columns({})).toEqual([4]);
    expect(columns({}, ['cat'])).toEqual([3]);
    expect(columns({}, ['cat', 'versicolor'])).toEqual([2]);
    expect(columns(values(1, 1e30), ['versicolor'])).toEqual([1, 'wide']);
    expect(columns({ loss: 1.23e-7 })).toEqual([3, 'losses']);
    expect(columns(values(1, 1e30))).toEqual([2, 'wide']);
    expect(columns(values(1, 2, 3, 4, 1e30))).toEqual([4]);
    expect(columns(values(1, 1e-9))).toEqual([4]);
    expect(columnsOf([{ ...sample, ...values(1, 1e-9), outcome: undefined, wrong: undefined }], undefined)).toEqual({
      count: 2,
      isWide: true,
      hasLongLosses: false,
      hasLongNames: false,
      isTight: false,
    });
    expect(columns({ outcome: { kind: 'values', target: [1], predicted: [1e-9] } })).toEqual([2, 'wide']);
    expect(columnsOf([], undefined)).toEqual({
      count: 1,
      isWide: false,
      hasLongLosses: false,
      hasLongNames: false,
      isTight: false,
    });
    expect(columns({ input: { kind: 'tokens', values: [1, 2, 3] } })).toEqual([4]);
  });

  it('say that there are more of them', () => {
    expect(valuesText([1, 2, 3, 4])).toBe('1 2 3 …');
  });
});

it('names classes where names are known', () => {
  const outcome = { kind: 'classes', target: 1, predicted: 7, scores: [], areProbabilities: true } as const;
  expect(outcomeText(outcome, 'target', ['cat', 'dog'])).toBe('dog');
  expect(outcomeText(outcome, 'predicted', ['cat', 'dog'])).toBe('7');
  expect(outcomeText(outcome, 'target', ['a', ' '])).toBe('␣');
  expect(outcomeText(outcome, 'target', ['a', '\n'])).toBe('⏎');
  expect(outcomeText(outcome, 'target', ['a', ''])).toBe('1');
});

it('shows the highest of many classes first, and the target beside them', () => {
  const scores = Array.from({ length: 100 }, (_, i) => i);
  expect(classesToShow(scores, 3)).toEqual([99, 3, 98, 97, 96, 95, 94, 93, 92, 91]);
  expect(classesToShow(scores, 97)).toEqual([99, 97, 98, 96, 95, 94, 93, 92, 91, 90]);
  expect(classesToShow(scores, 99)).toEqual([99, 98, 97, 96, 95, 94, 93, 92, 91, 90]);
  expect(classesToShow(scores, 100)).not.toContain(100);
  expect(classesToShow([0.2, 0.5, 0.3], 2)).toEqual([0, 1, 2]);
});

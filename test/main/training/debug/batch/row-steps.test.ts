import { describe, expect, it } from 'vitest';
import { RowSteps } from '../../../../../main/training/debug/batch/row-steps';

describe('steps of rows', () => {
  it('are kept for every row, however many and however their keys lie', () => {
    const steps = new RowSteps();
    const keys = [
      ...Array.from({ length: 5000 }, (_, row) => row),
      ...Array.from({ length: 5000 }, (_, row) => row * 2 ** 20),
      ...Array.from({ length: 5000 }, (_, row) => 2 ** 53 - 1 - row * 997),
    ];
    const expected = new Map(keys.map((key, at) => [key, at]));
    for (const [key, step] of expected) steps.note(key, step);
    expect(steps.size).toBe(expected.size);
    for (const [key, step] of expected) expect(steps.get(key)).toBe(step);
    expect([steps.get(5001), steps.get(2 ** 53 - 2)]).toEqual([Infinity, Infinity]);
  });

  it('are forgotten behind a step', () => {
    const steps = new RowSteps();
    for (let row = 0; row < 3000; row += 1) steps.note(row, row % 10);
    steps.forgetAfter(4);
    expect(steps.size).toBe(1500);
    for (let row = 0; row < 3000; row += 1) expect(steps.get(row)).toBe(row % 10 <= 4 ? row % 10 : Infinity);
  });

  it('become earlier, never later, and are forgotten', () => {
    const steps = new RowSteps();
    steps.note(0, 7);
    steps.note(0, 3);
    steps.note(0, 5);
    expect([steps.size, steps.get(0)]).toEqual([1, 3]);
    steps.clear();
    expect([steps.size, steps.get(0)]).toEqual([0, Infinity]);
  });
});

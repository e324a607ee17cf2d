import { dispose, tensor1d, tensor2d, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { unrelatedRows } from '../../../../../main/training/debug/preflight/nearest-rows';
import { keyedRandom } from '../../../../../main/training/random/keyed-random';
import '../../session/session-fixture';

const rows = 128;
const random = keyedRandom(3);

function numbers(purpose: string, columns: number): number[][] {
  const drawn = random.normal([rows, columns], purpose);
  const values = drawn.arraySync() as number[][];
  drawn.dispose();
  return values;
}

function unrelated(x: number[][], y: readonly number[], areClasses: boolean): number | undefined {
  const tensors: [Tensor, Tensor] = [tensor2d(x), tensor1d([...y])];
  const found = unrelatedRows([tensors[0]], [tensors[1]], areClasses);
  dispose(tensors);
  return found;
}

describe('targets and inputs', () => {
  const x = numbers('x', 8);
  const [chance] = [numbers('chance', 1).flat()];

  it('are unrelated where targets are drawn by themselves', () => {
    expect(unrelated(x, chance, false)).toBe(rows);
    const classes = chance.map((value) => Number(value > 0) + Number(value > 1));
    expect(unrelated(x, classes, true)).toBe(rows);
  });

  it('are related where one column goes with them, though most of a target is chance', () => {
    const noisy = x.map(([first], row) => 0.8 * first! + chance[row]!);
    expect(unrelated(x, noisy, false)).toBeUndefined();
    const classes = noisy.map((value) => Number(value > 0));
    expect(unrelated(x, classes, true)).toBeUndefined();
  });

  it('are related whatever the unit of another column is', () => {
    const bent = x.map(([first]) => first! ** 2);
    const salaries = x.map(([first, second]) => [first!, second! * 1e4 + 5e4]);
    expect(unrelated(salaries, bent, false)).toBeUndefined();
  });

  it('are not related by single rows that are far from all others', () => {
    const rare = x.map((row, at) => [...row, at === 5 ? 1e3 : 0]);
    const spiked = chance.map((value, at) => (at === 5 ? 1e3 : value));
    expect(unrelated(rare, spiked, false)).toBe(rows);
  });
});

import { describe, expect, it } from 'vitest';
import cases from '../bench/train/cases.json';
import { contendersOf } from '../bench/train/contenders.mjs';
import { ratiosOf, rowOf } from '../bench/train/report.mjs';

type Contender = { readonly name: string; readonly column?: string };

const pythons = { keras: 'python', torch: 'python' };
const columns = 'compiledMs eagerMs tfjsMs kerasFitMs kerasFitOneDnnMs kerasTrainOnBatchMs torchMs'.split(' ');
/** Rounds of each contender, whose medians are all different. */
const measured = (names: readonly string[]) =>
  new Map(names.map((name, at) => [name, { rounds: [100, at + 1, 0.5], losses: [1] }] as const));

describe('bench:train', () => {
  it('knows seven nets, each with the share of Keras’s time that it is to take', () => {
    expect(Object.entries(cases).map(([name, { target }]) => [name, target])).toEqual([
      ['tiny', 0.15],
      ['mlp32', 0.25],
      ['mlp512', 0.6],
      ['cnn64', 0.45],
      ['cnn256', 0.4],
      ['bncnn', 0.6],
      ['lstm', 0.55],
    ]);
  });

  it.each([false, true])('writes the median of each contender in one column, all columns in each row', (isWide) => {
    const racing: readonly Contender[] = contendersOf(pythons, { comparesOneDnn: isWide });
    const row = rowOf('tiny', racing, measured(racing.map(({ name }) => name)));
    expect(Object.keys(row)).toEqual(['case', ...columns]);
    const medianOf = (column: string): number => racing.findIndex((each) => each.column === column) + 1;
    expect(Object.values(row)).toEqual(['tiny', ...columns.map(medianOf)]);
  });

  it('writes null where nothing was measured', () => {
    const racing = contendersOf({ keras: undefined, torch: undefined }, { comparesOneDnn: false });
    const row = rowOf('lstm', racing, measured(['compiled']));
    expect(row).toEqual({
      ...Object.fromEntries(columns.map((column) => [column, null])),
      case: 'lstm',
      compiledMs: 1,
    });
  });

  it('misses a target by a little, and the faster of Keras’s settings by being as slow', () => {
    const of = (compiled: number, fit: number, onednn: number) =>
      new Map(
        Object.entries({ compiled, 'keras-fit': fit, 'keras-onednn': onednn }).map(([name, ms]) => [
          name,
          { rounds: [ms], losses: [1] },
        ]),
      );
    const met = (...times: readonly [number, number, number]) =>
      ratiosOf(of(...times), 0.5).flatMap(({ against, target, isMet }) =>
        target === undefined ? [] : [[against, isMet]],
      );
    expect(met(5, 10, 20)).toEqual([
      ['Keras fit', true],
      ['faster Keras', true],
    ]);
    expect(met(5.1, 10, 5.1)).toEqual([
      ['Keras fit', false],
      ['faster Keras', false],
    ]);
  });
});

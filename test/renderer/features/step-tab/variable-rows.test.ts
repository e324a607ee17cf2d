import { expect, it } from 'vitest';
import { variableRows } from '../../../../renderer/features/step-tab/variable-rows';

const variable = (name: string, weightNorm: number, gradientNorm: number, updateNorm: number) => ({
  name,
  shape: [2],
  weightNorm,
  gradientNorm,
  updateNorm,
});
const variables = [variable('a', 2, 3, 0.1), variable('b', 0, 6, 0.5), variable('c', 1, NaN, 0.2)];
const names = (by: Parameters<typeof variableRows>[1]) => variableRows(variables, by).map(({ name }) => name);

it('sorts by a column, greatest first, NaN before all and what is missing last', () => {
  expect(names('name')).toEqual(['a', 'b', 'c']);
  expect(names('gradient')).toEqual(['c', 'b', 'a']);
  expect(names('ratio')).toEqual(['c', 'a', 'b']);
});

it('measures bars by the greatest finite value', () => {
  expect(variableRows(variables, 'gradient').map(({ bar }) => bar)).toEqual([1, 1, 0.5]);
  expect(variableRows(variables, 'ratio').map(({ bar }) => bar)).toEqual([1, 0.25, 0]);
});

it('gives no ratio where the weights are all 0 or the update is not known', () => {
  expect(variableRows([{ name: 'a', shape: [1], weightNorm: 1 }], 'weight')[0]).toMatchObject({
    ratio: undefined,
    gradient: undefined,
  });
  expect(variableRows(variables, 'name')[1]!.ratio).toBeUndefined();
});

import { expect, test } from 'vitest';
import { LookCosts } from '../../../main/trainer/look-costs';

test('an answer costs what it takes of the time since the one before, by question; a rest in between counts not', () => {
  let time = 0;
  const costs = new LookCosts(() => time);
  const answered = (name: 'layers' | 'layer', at: number, takes: number) => {
    time = at;
    const end = costs.begin(name);
    time += takes;
    return end();
  };
  expect(answered('layers', 100, 40)).toEqual({ took: 40 });
  expect(answered('layer', 150, 10)).toEqual({ took: 10 });
  expect(answered('layers', 2100, 40)).toEqual({ took: 40, share: 0.02 });
  expect(answered('layer', 2150, 20)).toEqual({ took: 20, share: 20 / 2010 });
  costs.interrupt();
  expect(answered('layers', 9000, 40)).toEqual({ took: 40 });
  expect(answered('layers', 9040, 0)).toEqual({ took: 0 });
});

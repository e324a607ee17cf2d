import { expect, it } from 'vitest';
import { vocabularyOf } from '../../../../main/contract/conditions/vocabulary';

const layer = (name: string) => ({ name, className: 'Dense', outputShape: [1], parameters: 2 });

it('of one model has its layers by their names, and the series of validation', () => {
  const models = [{ name: '', layers: [layer('dense_1')], parameters: 2 }];
  expect(vocabularyOf({ series: ['loss'], validates: true, models, classNames: ['a'] })).toEqual({
    series: ['loss'],
    epochSeries: ['val_loss'],
    layers: ['dense_1'],
    classNames: ['a'],
  });
});

it('of several models has layers by model and name', () => {
  const models = ['g', 'd'].map((name) => ({ name, layers: [layer('out')], parameters: 2 }));
  expect(vocabularyOf({ series: ['g/loss', 'd/loss'], validates: false, models })).toEqual({
    series: ['g/loss', 'd/loss'],
    epochSeries: [],
    layers: ['g/out', 'd/out'],
  });
});

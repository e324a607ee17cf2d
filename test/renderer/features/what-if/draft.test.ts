import { describe, expect, it } from 'vitest';
import { rowsOf, variantOf } from '../../../../renderer/features/what-if/draft';
import { emptyDraft } from '../../../../renderer/store/what-if';

describe('rows to leave out', () => {
  it.each([
    ['', []],
    ['1', [0]],
    [' 3, 5-8 ', [2, 4, 5, 6, 7]],
    ['2 2，1', [0, 1]],
  ])('%j are %j', (text, rows) => {
    expect(rowsOf(text)).toEqual(rows);
  });

  it.each(['0', 'a', '5-3', '1-', '-1', '1.5'])('%j are none', (text) => {
    expect(rowsOf(text)).toBeUndefined();
  });
});

describe('the variant of the fields', () => {
  it('is the step as it is if they are empty', () => {
    expect(variantOf(emptyDraft)).toEqual({});
  });

  it('has what was typed', () => {
    const hyperparameters = { learningRate: '1e-3', clipnorm: ' ' };
    const draft = { hyperparameters, withoutDropout: true, withoutRows: '2', loss: 'huber' };
    expect(variantOf(draft)).toEqual({
      hyperparameters: { learningRate: 0.001 },
      withoutDropout: true,
      withoutRows: [1],
      loss: 'huber',
    });
  });

  it('is none if a field can’t be read', () => {
    expect(variantOf({ ...emptyDraft, hyperparameters: { learningRate: 'fast' } })).toBeUndefined();
    expect(variantOf({ ...emptyDraft, withoutRows: '0' })).toBeUndefined();
  });
});

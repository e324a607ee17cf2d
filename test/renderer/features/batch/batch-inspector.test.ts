import { describe, expect, it } from 'vitest';
import { textOf } from '../../../../main/contract/text';
import { findingText } from '../../../../renderer/features/batch/batch-findings';
import { curveOf } from '../../../../renderer/features/batch/batch-tools';
import { outcomeText, tokensText } from '../../../../renderer/features/batch/outcome-text';

describe('tokens', () => {
  it('are words where there is a vocabulary, and numbers where it ends', () => {
    expect(tokensText([1, 0, 7], ['the', 'cat'])).toBe('cat the 7');
    expect(tokensText([3, 4], undefined)).toBe('3 4');
    expect(outcomeText({ kind: 'tokens', target: [0], predicted: [1] }, 'predicted', undefined, ['the', 'cat'])).toBe(
      'cat',
    );
  });

  it('are written together if they are letters', () => {
    expect(tokensText([2, 1, 0], ['a', ' ', 'b'])).toBe('b a');
  });
});

it('says in words, counted from 1, what is odd about the data', () => {
  const words = textOf('en').batchInspector;
  expect(findingText({ code: 'not-finite', values: { part: 'x', count: 2, row: 4 } }, words)).toBe(
    'x: 2 NaN or infinite, first in row 5',
  );
  expect(findingText({ code: 'duplicate-rows', values: { count: 1, first: 0, second: 8 } }, words)).toBe(
    'Row 9 is a copy of row 1',
  );
});

it('draws losses as a line from 0 up that fills its box', () => {
  expect(curveOf([2, 1, 0])).toBe('0.0,0.0 50.0,8.0 100.0,16.0');
  expect(curveOf([4, NaN])).toBe('0.0,0.0');
});

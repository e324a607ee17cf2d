import { expect, it } from 'vitest';
import type { Exactness } from '../../../../main/contract/debug/time-travel';
import { textOf } from '../../../../main/contract/text';
import { exactnessWords } from '../../../../renderer/features/past-banner/exactness-words';

const words = (exactness: Exactness) => exactnessWords(exactness, textOf('en').travel, ', ');

it('says by what a state is known to be exact', () => {
  expect(words({ kind: 'exact', by: 'hash' })).toMatchObject({ badge: 'exact', isExact: true });
  expect(words({ kind: 'exact', by: 'hash' }).sentence).toContain('recorded');
  expect(words({ kind: 'exact', by: 'values' }).sentence).toContain('snapshot');
});

it('names what could not be put back', () => {
  const { sentence, isExact } = words({ kind: 'partly', without: ['loop', 'MyCallback'] });
  expect(sentence).toContain('variables of the custom loop, MyCallback');
  expect(isExact).toBe(false);
});

it('says where and by how much a state differs', () => {
  const differs = { kind: 'differs', step: 12, key: 'loss', was: 0.5, is: 0.25 } as const;
  expect(words(differs).sentence).toBe('Differs from step 12 on: loss was 0.500 and is 0.250.');
  expect(words({ ...differs, key: 'state', was: NaN, is: NaN }).sentence).not.toContain('NaN');
});

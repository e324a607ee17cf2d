import { expect, it } from 'vitest';
import { fuzz, randomTexts } from '../main/contract/conditions/fuzz';

it('100,000 random texts come to a value or to problems, and reach nothing else', () => {
  const { parsed, refused } = fuzz(randomTexts(100_000, 12));
  expect(parsed + refused).toBe(100_000);
  expect(parsed).toBeGreaterThan(1500);
});

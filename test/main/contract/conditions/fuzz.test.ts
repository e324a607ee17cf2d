import { expect, it } from 'vitest';
import { fuzz, randomTexts } from './fuzz';

it('3,000 random texts come to a value or to problems, and reach nothing else', () => {
  const { parsed, refused, codes } = fuzz(randomTexts(3000, 11));
  expect(parsed + refused).toBe(3000);
  // Both ways are taken, and most of the problems are met.
  expect(parsed).toBeGreaterThan(200);
  expect(codes.size).toBeGreaterThan(12);
});

it.each([
  '__proto__',
  'constructor',
  'loss.constructor',
  'batch.constructor("return 1")()',
  'batch.__proto__',
  'gradNorm.constructor',
  '(1).constructor.constructor("return process")()',
  '"".constructor',
  'series("__proto__")',
  'series("constructor")',
  'gradNorm("__proto__")',
  'batch.count("__proto__")',
  'constructor("x")',
  'toString()',
  'hasOwnProperty("loss")',
  'valueOf > 1',
  'this.loss',
  'import("node:fs")',
  'new Date()',
  '`${loss}`',
  'loss = 1',
  'loss += 1',
  'x => x',
  '/a/.test("a")',
  'globalThis',
  'process.exit()',
])('%s reaches nothing', (text) => {
  expect(fuzz([text])).toMatchObject({ parsed: 0, refused: 1 });
});

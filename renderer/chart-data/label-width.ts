/** Pixels of a digit, about, and of what stands at its sides in a flag. */
const digit = 7;
const sides = 10;

/** The width of a label on an axis, in pixels: a guess that asks the document nothing. */
export function labelWidth(words: string): number {
  return words.length * digit;
}

/** The width of the flag that says which step a cursor stands at, in pixels. */
export function flagWidth(words: string): number {
  return Math.max(32, labelWidth(words) + sides);
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const infinite = /^[+-]?inf(inity)?$/i;

/**
 * The number that a field stands for, as pandas reads it: decimal, or an infinity. `Number` takes `0x10` too, and no `inf`.
 * @param text without space around it
 * @returns NaN if it is none
 */
export function numberOf(text: string): number {
  if (decimal.test(text)) return Number(text);
  if (!infinite.test(text)) return Number.NaN;
  return text.startsWith('-') ? -Infinity : Infinity;
}

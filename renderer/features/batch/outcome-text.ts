import { formatPlain, formatValue } from '../../chart-data/number-format';
import type { Outcome } from './outcome';

const mostValues = 3;

/** What is put for a sign that leaves no trace, as of the letters of a text. */
const blanks: { readonly [sign: string]: string } = { ' ': '␣', '\n': '⏎', '\t': '⇥' };

/** A class by its name, or by its number where it has none; a name of blanks by signs that can be seen. */
export function className(index: number, names: readonly string[] | undefined): string {
  const name = names?.[index];
  if (!name) return String(index);
  return name.trim() === '' ? [...name].map((sign) => blanks[sign] ?? sign).join('') : name;
}

/** Tokens by their words, or by their numbers where they have none; letters stand close. */
export function tokensText(tokens: readonly number[], vocabulary: readonly string[] | undefined): string {
  const areLetters = vocabulary?.every((word) => [...word].length <= 1) ?? false;
  return tokens.map((token) => vocabulary?.[token] ?? String(token)).join(areLetters ? '' : ' ');
}

/** Target or prediction of a row in one short text; empty for pictures. */
export function outcomeText(
  outcome: Outcome | undefined,
  side: 'target' | 'predicted',
  names: readonly string[] | undefined,
  vocabulary?: readonly string[],
): string {
  switch (outcome?.kind) {
    case 'classes':
      return className(outcome[side], names);
    case 'tokens':
      return tokensText(outcome[side], vocabulary);
    case 'values':
      return valuesText(outcome[side]);
    case 'pictures':
    case undefined:
      return '';
  }
}

/** The first few values; a whole number stays one. A dash for none, as of an output that has no target. */
export function valuesText(values: readonly number[], most = mostValues): string {
  if (values.length === 0) return '–';
  const shown = values.slice(0, most).map(formatPlain).join(' ');
  return values.length > most ? `${shown} …` : shown;
}

/** Whether a number rounds to 0 in a narrow column, and is none. */
export function isTiny(value: number): boolean {
  return value !== 0 && Math.abs(value) < 0.0005;
}

/**
 * A number in a narrow column: three digits. A sign takes the place of one, with an exponent of one after the point.
 * @param hasRoom whether a tiny number may have an exponent
 */
export function cellText(value: number, hasRoom = false): string {
  const size = Math.abs(value);
  if (!(size < 1000) || (hasRoom && isTiny(value))) {
    const text = formatValue(value);
    return value < 0 ? text.replace(/\.\d(?=e)/, '') : text;
  }
  if (isTiny(value) || (value < 0 && size < 0.005)) return value < 0 ? '−0.00' : '0.000';
  const digits = value < 0 ? 2 : 3;
  return formatPlain(Number(size < 1 ? value.toFixed(digits) : value.toPrecision(digits)));
}

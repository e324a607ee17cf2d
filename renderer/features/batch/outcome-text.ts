import { formatValue } from '../../chart-data/number-format';
import type { Outcome } from './outcome';

const mostValues = 3;

/** A class by its name, or by its number where it has none. */
export function className(index: number, names: readonly string[] | undefined): string {
  return names?.[index] ?? String(index);
}

/** Target or prediction of a row in one short text; empty for pictures. */
export function outcomeText(
  outcome: Outcome | undefined,
  side: 'target' | 'predicted',
  names: readonly string[] | undefined,
): string {
  switch (outcome?.kind) {
    case 'classes':
      return className(outcome[side], names);
    case 'tokens':
      return outcome[side].join(' ');
    case 'values':
      return valuesText(outcome[side]);
    case 'pictures':
    case undefined:
      return '';
  }
}

/** The first few values; a whole number stays one. */
export function valuesText(values: readonly number[], most = mostValues): string {
  const shown = values.slice(0, most).map(numberText).join(' ');
  return values.length > most ? `${shown} …` : shown;
}

/** A number in a narrow column: three digits, a sign taking the place of one. */
export function cellText(value: number): string {
  const size = Math.abs(value);
  const digits = value < 0 ? 2 : 3;
  if (!(size < 1000) || (size > 0 && size < 0.005)) return numberText(value);
  return numberText(Number(size < 1 ? value.toFixed(digits) : value.toPrecision(digits)));
}

/** At most four digits and no trailing zeros: what a person would have written. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && !(size >= 0.001 && size < 1e5)) return formatValue(value);
  return String(Number(value.toPrecision(4))).replace('-', '−');
}

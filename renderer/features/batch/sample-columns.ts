import { formatValue } from '../../chart-data/number-format';
import type { Sample } from './batch-view';
import { cellText } from './outcome-text';

/** Of the input: names of classes need the room of a column, numbers with an exponent that of two. */
const most = { withNames: 3, withNumbers: 4, withExponents: 2 };
/** Characters of a usual number. */
const usualLength = 5;

/** How many columns of the input a table of rows has room for, and whether all are wider: a cut number reads as another one. */
export function columnsOf(
  samples: readonly Sample[],
  classNames: readonly string[] | undefined,
): { readonly count: number; readonly isWide: boolean } {
  const usual = classNames ? most.withNames : most.withNumbers;
  const isWide = samples.some((sample) => hasLongNumber(sample, usual));
  const input = samples[0]?.input;
  return {
    isWide,
    count: input?.kind === 'values' ? Math.min(isWide ? most.withExponents : usual, input.values.length) : 1,
  };
}

function hasLongNumber({ input, outcome, loss }: Sample, columns: number): boolean {
  const isLong = (value: number): boolean => cellText(value).length > usualLength;
  const sides = outcome?.kind === 'values' ? [outcome.target, outcome.predicted] : [];
  const alone = sides.flatMap((values) => (values.length === 1 ? [...values] : []));
  const inputs = input.kind === 'values' ? input.values.slice(0, columns) : [];
  return formatValue(loss).length > usualLength || [...inputs, ...alone].some(isLong);
}

import { formatValue } from '../../chart-data/number-format';
import type { Sample } from './batch-view';
import { cellText, isTiny } from './outcome-text';

/** Of the input: names of classes need the room of a column, long ones of two, losses with an exponent of one, other such numbers of two. */
const most = { withNames: 3, withLongNames: 2, withNumbers: 4, withLongLosses: 3, withExponents: 2, withBoth: 1 };
/** Characters of a usual number. */
const usualLength = 5;
/** Characters of a name that has room in a usual column. */
const usualName = 6;
/** Columns of the input that leave the others little room. */
const many = 3;

/** What a table of rows has room for: a number that is cut reads as another one. */
export type SampleColumns = {
  /** Of the input. */
  readonly count: number;
  /** Whether numbers have room for an exponent. */
  readonly isWide: boolean;
  readonly hasLongLosses: boolean;
  readonly hasLongNames: boolean;
  /** Whether target and prediction have as little room as a number of the input. */
  readonly isTight: boolean;
};

/** Fits the columns to the numbers that have to stand in them. */
export function columnsOf(samples: readonly Sample[], classNames: readonly string[] | undefined): SampleColumns {
  const hasLongNames = classNames?.some(({ length }) => length > usualName) ?? false;
  const usual = hasLongNames ? most.withLongNames : classNames ? most.withNames : most.withNumbers;
  const isWide = valueColumns(samples, usual).some(needsExponents);
  const hasLongLosses = samples.some(({ loss }) => formatValue(loss).length > usualLength);
  const withExponents = hasLongNames ? most.withBoth : most.withExponents;
  const room = isWide ? withExponents : hasLongLosses ? Math.min(usual, most.withLongLosses) : usual;
  const input = samples[0]?.input;
  const count = input?.kind === 'values' ? Math.min(room, input.values.length) : 1;
  return { isWide, hasLongLosses, hasLongNames, isTight: count >= many && !hasLongNames, count };
}

/** The numbers of the first columns of the input, and of target and prediction where they are one number. */
function valueColumns(samples: readonly Sample[], inputs: number): readonly (readonly number[])[] {
  const columns = Array.from({ length: inputs }, (_, at) =>
    samples.flatMap(({ input }) => (input.kind === 'values' ? (input.values[at] ?? []) : [])),
  );
  const side = (of: 'target' | 'predicted') =>
    samples.flatMap(({ outcome }) => (outcome?.kind === 'values' && outcome[of].length === 1 ? [...outcome[of]] : []));
  return [...columns, side('target'), side('predicted')];
}

/** A large number does, and a tiny one if it does not stand among usual ones: beside those it is 0. */
function needsExponents(column: readonly number[]): boolean {
  if (column.some((value) => cellText(value).length > usualLength)) return true;
  return column.some(isTiny) && column.every((value) => value === 0 || isTiny(value));
}

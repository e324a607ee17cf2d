import type { VariableStep } from '../../../main/contract/debug/inside-step';

/** Columns that the table of variables can be sorted by; `name` keeps the order of the model. */
export const variableColumns = ['name', 'weight', 'gradient', 'update', 'ratio'] as const;
/** One of them. */
export type VariableColumn = (typeof variableColumns)[number];

/** A variable with its norms; what is not computed yet is undefined. */
export type VariableRow = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly weight: number;
  readonly gradient: number | undefined;
  readonly update: number | undefined;
  /** Norm of the update divided by that of the weights; undefined also for weights that are all 0. */
  readonly ratio: number | undefined;
  /** Length of the bar behind the column that is sorted by, 0 to 1. */
  readonly bar: number;
};

/** The rows of the table, sorted: greatest first, NaN before all. */
export function variableRows(variables: readonly VariableStep[], by: VariableColumn): readonly VariableRow[] {
  const rows = variables.map(({ name, shape, weightNorm, gradientNorm, updateNorm }) => ({
    name,
    shape,
    weight: weightNorm,
    gradient: gradientNorm,
    update: updateNorm,
    ratio: updateNorm === undefined || weightNorm === 0 ? undefined : updateNorm / weightNorm,
    bar: 0,
  }));
  if (by === 'name') return rows;
  const most = Math.max(0, ...rows.map((row) => row[by] ?? 0).filter(Number.isFinite));
  return rows.sort((a, b) => weightOf(b[by]) - weightOf(a[by])).map((row) => ({ ...row, bar: barOf(row[by], most) }));
}

function weightOf(value: number | undefined): number {
  if (value === undefined) return -1;
  return Number.isFinite(value) ? value : Number.MAX_VALUE;
}

function barOf(value: number | undefined, most: number): number {
  if (value === undefined) return 0;
  return Number.isFinite(value) ? (most > 0 ? value / most : 0) : 1;
}

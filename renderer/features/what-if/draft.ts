import type { Variant } from '../../../main/contract/debug/what-if';
import type { Draft } from '../../store/what-if';
import { numberOf } from '../../ui/number-field';

/** Rows that are counted from 1, alone or from – to: `3, 5-8`. @returns places from 0; undefined if it is nothing like that */
export function rowsOf(text: string): readonly number[] | undefined {
  const parts = text.split(/[,，;\s]+/).filter((part) => part !== '');
  const rows = new Set<number>();
  for (const part of parts) {
    const [, first, last = first] = /^(\d{1,7})(?:[-–−](\d{1,7}))?$/.exec(part) ?? [];
    if (first === undefined || Number(first) < 1 || Number(last) < Number(first)) return undefined;
    if (Number(last) - Number(first) > 1e5) return undefined;
    for (let row = Number(first); row <= Number(last); row += 1) rows.add(row - 1);
  }
  return [...rows].sort((a, b) => a - b);
}

/** Whether what stands in a field is a number or nothing. */
export function isNumberOrEmpty(text: string): boolean {
  return text.trim() === '' || numberOf(text) !== undefined;
}

/** The variant that the fields stand for; undefined if one of them is no number or no list of rows. */
export function variantOf({ hyperparameters, withoutDropout, withoutRows, loss }: Draft): Variant | undefined {
  const given = Object.entries(hyperparameters).filter(([, text]) => text.trim() !== '');
  const values = given.map(([name, text]) => [name, numberOf(text)] as const);
  const rows = rowsOf(withoutRows);
  if (rows === undefined || values.some(([, value]) => value === undefined)) return undefined;
  return {
    ...(values.length > 0 && { hyperparameters: Object.fromEntries(values) as { [name: string]: number } }),
    ...(withoutDropout && { withoutDropout }),
    ...(rows.length > 0 && { withoutRows: rows }),
    ...(loss !== '' && { loss }),
  };
}

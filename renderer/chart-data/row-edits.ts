import type { Edit, EditRecord, RowMark, Target } from '../../main/contract/debug/edits';
import { rowKey, type RowPlace } from '../../main/contract/debug/row-edits';

/** What the person has said of a row, as it stands. */
export type RowState = {
  readonly model: string;
  readonly row: RowPlace;
  readonly isMarked: boolean;
  readonly isSkipped: boolean;
  /** By output: what it is to come to, and what the data says if that is known. */
  readonly targets: { readonly [output: string]: { readonly given: Target; readonly target: readonly number[] } };
};

type OfRow = Extract<Edit, { readonly kind: 'skip-row' | 'relabel-row' }> | RowMark;

/** Whether an edit is one of a row. */
function isOfRow(edit: EditRecord['edit']): edit is OfRow {
  return edit.kind === 'skip-row' || edit.kind === 'relabel-row' || edit.kind === 'mark-row';
}

function changed(state: RowState, edit: OfRow): RowState {
  if (edit.kind === 'mark-row') return { ...state, isMarked: edit.isMarked };
  if (edit.kind === 'skip-row') return { ...state, isSkipped: edit.isSkipped };
  const { [edit.output]: before, ...others } = state.targets;
  if (edit.target === null) return { ...state, targets: others };
  const given = edit.given ?? before?.given ?? null;
  return { ...state, targets: { ...others, [edit.output]: { given, target: edit.target } } };
}

/** The rows that something was said of, by their key, in the order in which they came to it. */
export function rowStates(edits: readonly EditRecord[]): ReadonlyMap<string, RowState> {
  const states = new Map<string, RowState>();
  for (const { edit, model } of edits) {
    if (!isOfRow(edit)) continue;
    const key = rowKey(edit.row);
    const before = states.get(key) ?? { model, row: edit.row, isMarked: false, isSkipped: false, targets: {} };
    states.set(key, changed(before, edit));
  }
  return new Map(
    [...states].filter(
      ([, { isMarked, isSkipped, targets }]) => isMarked || isSkipped || Object.keys(targets).length > 0,
    ),
  );
}

/** A target in few signs: the class of a one-hot row, else its numbers. */
export function targetText(target: readonly number[], names?: readonly string[]): string {
  const ones = target.filter((value) => value === 1).length;
  const isOneHot = target.length > 1 && ones === 1 && target.every((value) => value === 0 || value === 1);
  const [first = NaN] = isOneHot ? [target.indexOf(1)] : target;
  if (target.length === 1 || isOneHot) return names?.[first] ?? String(Number(first.toPrecision(6)));
  return target.map((value) => Number(value.toPrecision(6))).join(' ');
}

function field(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** The same as a CSV file: a line for each thing that was said of a row. Rows count from 0, as in the data. */
export function rowsAsCsv(states: Iterable<RowState>): string {
  const lines = [['source', 'row', 'change', 'output', 'old', 'new']];
  for (const { row, isMarked, isSkipped, targets } of states) {
    const place = ['source' in row ? row.source : `epoch ${row.epoch} batch ${row.batch}`, String(row.row)];
    if (isMarked) lines.push([...place, 'marked', '', '', '']);
    if (isSkipped) lines.push([...place, 'skipped', '', '', '']);
    for (const [output, { given, target }] of Object.entries(targets)) {
      lines.push([...place, 'relabelled', output, given ? targetText(given) : '', targetText(target)]);
    }
  }
  return lines.map((line) => `${line.map(field).join(',')}\n`).join('');
}

import { isEditable } from '../../../main/contract/run-state';
import type { KeyboardEvent } from 'react';
import type { BatchDetail } from '../../../main/contract/batch-detail';
import { rowKey, type RowPlace } from '../../../main/contract/debug/row-edits';
import type { RowState } from '../../chart-data/row-edits';
import { makeEdit } from '../../store/edits';
import { useRowStates } from '../../store/use-row-states';
import { useRun } from '../../store/window-store';
import { placeOfRow } from './row-place';

/** What can be said of the selected row. */
export type RowToolsOf = {
  readonly row: number;
  readonly place: RowPlace;
  readonly state: RowState | undefined;
  readonly canChange: boolean;
  readonly mark: () => void;
  readonly skip: () => void;
  readonly relabel: (output: string, target: readonly number[], given: readonly number[]) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
};

/**
 * Marks, leaves out and relabels the selected row.
 * @param isPending whether the run stands in the batch: rows without ids can be changed there only
 */
export function useRowTools(detail: BatchDetail, selected: number | undefined, isPending: boolean): RowToolsOf {
  const states = useRowStates();
  const run = useRun((facts) => facts.state);
  const row = selected ?? 0;
  const place = placeOfRow(detail, row);
  const state = states.get(rowKey(place));
  const canChange = isEditable(run) && (isPending || 'source' in place);
  const { model } = detail;
  const mark = () => void makeEdit(model, { kind: 'mark-row', row: place, isMarked: !state?.isMarked });
  const skip = () => void makeEdit(model, { kind: 'skip-row', row: place, isSkipped: !state?.isSkipped });
  return {
    row,
    place,
    state,
    canChange,
    mark,
    skip,
    relabel: (output, target, given) => {
      const own = state?.targets[output]?.given ?? given;
      const isOwn = own.length === target.length && own.every((value, at) => value === target[at]);
      const edit = { kind: 'relabel-row', row: place, output, target: isOwn ? null : target, given: own } as const;
      void makeEdit(model, edit);
    },
    onKeyDown: (event) => {
      if (selected === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const key = event.key.toLowerCase();
      if (key !== 'm' && key !== 'x') return;
      event.stopPropagation(); // on a row, X is none of the charts' keys
      if (key === 'm') mark();
      else if (canChange) skip();
    },
  };
}

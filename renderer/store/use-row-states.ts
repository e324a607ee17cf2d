import { useMemo } from 'react';
import { isOnTheWay } from '../../main/contract/debug/edits';
import { isInPast, stepOf } from '../../main/contract/run-state';
import { rowStates, type RowState } from '../chart-data/row-edits';
import { useRun } from './window-store';

/** What the person has said of rows, where the run stands. */
export function useRowStates(): ReadonlyMap<string, RowState> {
  const edits = useRun((facts) => facts.edits);
  const state = useRun((facts) => facts.state);
  const to = isInPast(state) ? stepOf(state) : Infinity;
  return useMemo(() => rowStates(edits.filter((edit) => isOnTheWay(edit, to))), [edits, to]);
}

import { rowKey } from '../../../main/contract/debug/row-edits';
import { rowText } from '../../chart-data/edit-sentence';
import { targetText, type RowState } from '../../chart-data/row-edits';
import { makeEdit, saveRows } from '../../store/edits';
import { useRowStates } from '../../store/use-row-states';
import { useRun, useText } from '../../store/window-store';
import { Button } from '../../ui/button';

/** Makes a row what it was: neither marked nor left out, with the data's target. */
async function takeBack({ model, row, isMarked, isSkipped, targets }: RowState): Promise<void> {
  if (isMarked) await makeEdit(model, { kind: 'mark-row', row, isMarked: false });
  if (isSkipped) await makeEdit(model, { kind: 'skip-row', row, isSkipped: false });
  for (const [output, { given }] of Object.entries(targets)) {
    await makeEdit(model, { kind: 'relabel-row', row, output, target: null, ...(given && { given }) });
  }
}

/** Rows that were marked, left out or relabelled, as they stand. */
export function RowList({ disabled }: { readonly disabled: boolean }) {
  const words = useText().edits;
  const classNames = useRun(({ plan }) => plan?.classNames);
  const states = [...useRowStates().values()];
  if (states.length === 0) return null;
  const saidOf = ({ isMarked, isSkipped, targets }: RowState): readonly string[] => {
    const several = Object.keys(targets).length > 1;
    const changes = Object.entries(targets).map(([output, { given, target }]) =>
      words.relabelled(
        several ? output : '',
        given ? targetText(given, classNames) : words.asGiven,
        targetText(target, classNames),
      ),
    );
    return [...(isMarked ? [words.marked] : []), ...(isSkipped ? [words.leftOut] : []), ...changes];
  };
  return (
    <>
      <div className="edit-list-head">
        <h3 id="row-list" title={words.rowsHint}>
          {words.rows}
        </h3>
        <Button
          label={words.saveRows}
          title={words.saveRowsHint}
          kind="bordered"
          className="btn-small"
          onClick={() => void saveRows(states)}
        />
      </div>
      <ol className="edit-list" aria-labelledby="row-list">
        {states.map((state) => {
          const name = rowText(state.row, words);
          const isOnlyMark = !state.isSkipped && Object.keys(state.targets).length === 0;
          const isOfBatch = !('source' in state.row) && !isOnlyMark;
          return (
            <li key={rowKey(state.row)}>
              <span className="selectable">{words.rowIs(name, saidOf(state))}</span>
              <Button
                label={words.takeBack}
                name={words.takeBackOf(name)}
                kind="bordered"
                className="btn-small"
                disabled={isOfBatch || (disabled && !isOnlyMark)}
                onClick={() => void takeBack(state)}
              />
            </li>
          );
        })}
      </ol>
    </>
  );
}

import { isOnTheWay, type EditRecord } from '../../../main/contract/debug/edits';
import { isInPast, stepOf } from '../../../main/contract/run-state';
import { editSentence } from '../../chart-data/edit-sentence';
import { formatStep } from '../../chart-data/number-format';
import { undoEdit } from '../../store/edits';
import { copyText } from '../../store/toasts';
import { useRun, useText } from '../../store/window-store';
import { Button } from '../../ui/button';

/** Puts edits on the clipboard, as the command line reads them. */
function copyEdits(edits: readonly EditRecord[]): Promise<void> {
  const planned = edits.map(({ step, model, edit, inside }) => ({ step, model, edit, inside }));
  return copyText(JSON.stringify(planned, undefined, 2));
}

/** Whether nothing is left of updates on a batch out of a file that could be taken back. */
function isAllMade({ edit, step }: EditRecord, now: number): boolean {
  return edit.kind === 'replay-batch' && now >= step + edit.times;
}

/** The edits of the line, newest first, each with a way back. */
export function EditList({ disabled }: { readonly disabled: boolean }) {
  const text = useText();
  const words = text.edits;
  const all = useRun((facts) => facts.edits);
  const classNames = useRun(({ plan }) => plan?.classNames);
  // Marks change nothing in the run: they stand in the list of rows.
  const edits = all.filter(({ edit }) => edit.kind !== 'mark-row');
  const state = useRun((facts) => facts.state);
  const isDone = (edit: (typeof edits)[number]): boolean => !isInPast(state) || isOnTheWay(edit, stepOf(state));
  const undone = new Set(edits.map(({ undoes }) => undoes));
  return (
    <>
      <div className="edit-list-head">
        <h3 id="edit-list">{words.list}</h3>
        {edits.length > 0 && (
          <Button
            label={words.copy}
            title={words.copyHint}
            icon="copy"
            iconOnly
            className="btn-small"
            onClick={() => void copyEdits(edits)}
          />
        )}
      </div>
      {edits.length === 0 && <p className="edits-note text-quiet">{words.none}</p>}
      <ol className="edit-list" aria-labelledby="edit-list">
        {[...edits].reverse().map((record) => {
          const sentence = editSentence(record, text, classNames);
          const isMade = isAllMade(record, stepOf(state));
          const { edit, step } = record;
          const canUndo = edit.kind !== 'variant' && edit.kind !== 'discard' && !isMade;
          const whyNot = edit.kind === 'discard' ? words.cannotUndoDiscard(formatStep(step)) : words.cannotUndo;
          return (
            <li key={record.id} className={isDone(record) ? '' : 'is-later'}>
              <span className="selectable">{sentence}</span>
              {!undone.has(record.id) && (
                <Button
                  label={words.undo}
                  name={words.undoOf(sentence)}
                  title={canUndo ? words.undoOf(sentence) : isMade ? words.isMade : whyNot}
                  kind="bordered"
                  className="btn-small"
                  disabled={disabled || !canUndo || !isDone(record)}
                  onClick={() => void undoEdit(record.id)}
                />
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}

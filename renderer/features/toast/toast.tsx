import { useEffect } from 'react';
import type { SaveResult } from '../../../main/contract/ipc';
import { errorLine } from '../../../main/contract/text';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import { editSentence } from '../../chart-data/edit-sentence';
import { formatStep } from '../../chart-data/number-format';
import { undoEdit } from '../../store/edits';
import type { Refusal } from '../../store/refusal';
import { useLanguage, useRun, useText, useWorkspace, workspace } from '../../store/window-store';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';

/** Long enough to read a path. */
const life = 10_000;

const dismiss = () => workspace.setState(({ toast: _, ...rest }) => rest, true);

/** How a save ended. Never takes the focus; goes by itself, unless it says that something failed. */
export function ToastLine() {
  const text = useText();
  const language = useLanguage();
  const toast = useWorkspace((now) => now.toast);
  const failed = toast?.kind === 'edit-failed' || (toast?.kind === 'save' && toast.result.outcome === 'failed');
  useEffect(() => {
    if (!toast || failed) return;
    const timer = setTimeout(dismiss, life);
    return () => clearTimeout(timer);
  }, [toast, failed]);
  const words = text.window.toast;
  const classNames = useRun(({ plan }) => plan?.classNames);
  let sentence = '';
  if (toast?.kind === 'copied') sentence = words.copied;
  else if (toast?.kind === 'refused') sentence = refusalText(toast.refusal, text.travel.goTo);
  else if (toast?.kind === 'edited') sentence = editSentence(toast.record, text, classNames);
  else if (toast?.kind === 'edit-failed') sentence = errorLine(toast.error, language);
  else if (toast?.result.outcome === 'saved') sentence = savedText(toast.result, words);
  else if (toast?.result.outcome === 'failed') sentence = errorLine(toast.result.error, language);
  return (
    <div aria-live={failed ? 'assertive' : 'polite'}>
      {sentence && (
        <div className="toast">
          <Icon name={failed ? 'error' : toast?.kind === 'refused' ? 'info' : 'check'} />
          <span className="selectable">{sentence}</span>
          {toast?.kind === 'edited' && (
            <Button
              label={text.edits.undo}
              kind="bordered"
              className="btn-small"
              onClick={() => void undoEdit(toast.record.id)}
            />
          )}
          <Button label={words.dismiss} icon="close" iconOnly className="btn-small" onClick={dismiss} />
        </div>
      )}
    </div>
  );
}

type SavedResult = Extract<SaveResult, { readonly outcome: 'saved' }>;

function savedText({ path, before }: SavedResult, words: Catalogue['window']['toast']): string {
  return before === undefined ? words.saved(path) : words.savedBefore(formatStep(before), path);
}

function refusalText(refusal: Refusal, words: Catalogue['travel']['goTo']): string {
  if (refusal.reason === 'is-out') return words.isOut(formatStep(refusal.oldest), formatStep(refusal.newest));
  const { isOver, isMoving, isRunning, hasNoPast } = words;
  return { 'is-over': isOver, 'is-moving': isMoving, 'is-running': isRunning, 'has-no-past': hasNoPast }[
    refusal.reason
  ];
}

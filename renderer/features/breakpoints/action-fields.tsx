import { useId } from 'react';
import type { BreakpointAction } from '../../../main/contract/debug/breakpoint';
import { parseLogText } from '../../../main/contract/conditions/log-text';
import { problemLine } from '../../store/use-conditions';
import { useVocabulary } from '../../store/use-vocabulary';
import { useLanguage, useText } from '../../store/window-store';
import { actionKinds, wholeIn, type Draft } from './draft';

type Fields = {
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
  readonly isTold: boolean;
};

/** What happens at a hit: a box for each, with the value that it needs. */
export function ActionFields({ draft, change, isTold }: Fields) {
  const words = useText().breakpoints.editor;
  const toggle = (kind: BreakpointAction['kind'], isOn: boolean) => {
    const actions = new Set(draft.actions);
    if (isOn) actions.add(kind);
    else actions.delete(kind);
    change({ actions });
  };
  return (
    <fieldset className="breakpoint-actions">
      <legend>{words.actions}</legend>
      {actionKinds.map((kind) => (
        <div key={kind} className={`breakpoint-action is-${kind}`}>
          <label title={kind === 'picture' ? words.pictureHint : undefined}>
            <input
              type="checkbox"
              checked={draft.actions.has(kind)}
              onChange={({ target }) => toggle(kind, target.checked)}
            />
            {words.action[kind]}
          </label>
          {draft.actions.has(kind) && <ActionValue kind={kind} draft={draft} change={change} isTold={isTold} />}
        </div>
      ))}
      {isTold && draft.actions.size === 0 && (
        <p className="text-error" role="status">
          {words.noAction}
        </p>
      )}
    </fieldset>
  );
}

function ActionValue({ kind, draft, change, isTold }: Fields & { readonly kind: BreakpointAction['kind'] }) {
  const words = useText().breakpoints.editor;
  if (kind === 'log') return <LogText draft={draft} change={change} isTold={isTold} />;
  if (kind !== 'scale-rate' && kind !== 'go-back') return null;
  const name = kind === 'scale-rate' ? 'factor' : 'steps';
  const isRight = name === 'steps' ? wholeIn(draft.steps) !== undefined : Number(draft.factor) > 0;
  return (
    <input
      className="field field-small field-number"
      inputMode="decimal"
      aria-label={words[name]}
      aria-invalid={!isRight}
      title={isRight ? words[name] : words.wrongNumber}
      value={draft[name]}
      onChange={({ target }) => change({ [name]: target.value })}
    />
  );
}

function LogText({ draft, change, isTold }: Fields) {
  const words = useText().breakpoints.editor;
  const language = useLanguage();
  const vocabulary = useVocabulary();
  const id = useId();
  const parsed = parseLogText(draft.logText, vocabulary);
  const [problem] = 'problems' in parsed ? parsed.problems : [];
  const isWrong = problem !== undefined || (isTold && draft.logText.trim() === '');
  return (
    <>
      <input
        className="field field-small breakpoint-log"
        aria-label={words.logText}
        aria-invalid={isWrong}
        aria-describedby={id}
        placeholder={words.logExample}
        spellCheck={false}
        value={draft.logText}
        onChange={({ target }) => change({ logText: target.value })}
      />
      {problem && (
        <p id={id} className="text-error">
          {problemLine(problem, language)}
        </p>
      )}
    </>
  );
}

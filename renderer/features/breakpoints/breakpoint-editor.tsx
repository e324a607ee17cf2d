import { useRef, useState } from 'react';
import type { Breakpoint } from '../../../main/contract/debug/breakpoint';
import { breakpoints, useBreakpoints } from '../../store/breakpoints';
import { useText } from '../../store/window-store';
import { Button } from '../../ui/button';
import { ActionFields } from './action-fields';
import { ConditionLine, useChecked } from './condition-line';
import { breakpointOf, draftOf, wholeIn, type Draft } from './draft';
import './breakpoints.css';

/** Stands beside the rail while a breakpoint is written. */
export function BreakpointEditor() {
  const editing = useBreakpoints((now) => now.editing);
  if (!editing) return null;
  return <Editor key={editing.breakpoint.id} {...editing} />;
}

function Editor({ breakpoint, isNew }: { readonly breakpoint: Breakpoint; readonly isNew: boolean }) {
  const words = useText().breakpoints.editor;
  const field = useRef<HTMLInputElement>(null);
  const opener = useRef(document.activeElement);
  const [draft, setDraft] = useState(() => draftOf(breakpoint));
  const [isTold, setTold] = useState(false);
  const { parsed, problem } = useChecked(draft.condition);
  const change = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });
  const goBack = () => {
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  const close = () => {
    breakpoints.leave();
    goBack();
  };
  const save = () => {
    setTold(true);
    const made = breakpointOf(draft);
    if (problem) return field.current?.focus();
    if (!made) return;
    breakpoints.save(made);
    goBack();
  };
  const remove = () => {
    breakpoints.remove(breakpoint.id);
    // Its row, which has opened this, goes too.
    opener.current?.closest('.breakpoints')?.querySelector<HTMLElement>('.breakpoints-add')?.focus();
  };
  return (
    <form
      className="breakpoint-editor"
      role="dialog"
      aria-label={isNew ? words.titleNew : words.titleEdit}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header>
        <h2>{isNew ? words.titleNew : words.titleEdit}</h2>
        <Button label={words.close} icon="close" iconOnly className="btn-small" onClick={close} />
      </header>
      <ConditionLine
        text={draft.condition}
        problem={problem}
        isTold={isTold}
        field={field}
        onChange={(condition) => change({ condition })}
        onEnter={save}
        onEscape={close}
      />
      <When draft={draft} change={change} isAtEpochEnd={parsed?.judgedAt === 'epoch-end'} />
      <Rule draft={draft} change={change} isTold={isTold} />
      <ActionFields draft={draft} change={change} isTold={isTold} />
      <footer>
        {!isNew && <Button label={words.delete} icon="clear" onClick={remove} />}
        <span className="grow" />
        <Button label={words.cancel} kind="bordered" onClick={close} />
        <Button type="submit" label={words.save} kind="filled" disabled={isTold && problem !== undefined} />
      </footer>
    </form>
  );
}

type Fields = { readonly draft: Draft; readonly change: (changes: Partial<Draft>) => void };

function When({ draft, change, isAtEpochEnd }: Fields & { readonly isAtEpochEnd: boolean }) {
  const words = useText().breakpoints.editor;
  return (
    <fieldset className="breakpoint-row">
      <legend>{words.when}</legend>
      {isAtEpochEnd ? (
        <span>{words.atEpochEnd}</span>
      ) : (
        (['before-commit', 'after-commit'] as const).map((when) => (
          <label key={when}>
            <input type="radio" name="when" checked={draft.when === when} onChange={() => change({ when })} />
            {words.whens[when]}
          </label>
        ))
      )}
    </fieldset>
  );
}

function Rule({ draft, change, isTold }: Fields & { readonly isTold: boolean }) {
  const words = useText().breakpoints.editor;
  const isWrong = isTold && wholeIn(draft.count) === undefined;
  return (
    <label className="breakpoint-row">
      <span className="breakpoint-name">{words.rule}</span>
      <select
        className="field field-small"
        value={draft.rule}
        onChange={({ target }) => change({ rule: target.value as Draft['rule'] })}
      >
        {(['always', 'from', 'every'] as const).map((rule) => (
          <option key={rule} value={rule}>
            {words.rules[rule]}
          </option>
        ))}
      </select>
      {draft.rule !== 'always' && (
        <input
          className="field field-small field-number"
          inputMode="numeric"
          aria-label={words.count}
          aria-invalid={isWrong}
          value={draft.count}
          onChange={({ target }) => change({ count: target.value })}
        />
      )}
    </label>
  );
}

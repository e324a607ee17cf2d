import { useState } from 'react';

type Props = {
  /** The accessible name. */
  readonly label: string;
  readonly hint?: string;
  readonly value: number;
  readonly format: (value: number) => string;
  /** What stands in the empty field for 0; left out: 0 is a number like any other. */
  readonly zero?: string;
  readonly disabled?: boolean;
  readonly onCommit: (value: number) => void;
};

/** A number that may be set: Enter or leaving the field takes what was typed, Escape drops it. */
export function NumberField({ label, hint, value, format, zero, disabled, onCommit }: Props) {
  const [draft, setDraft] = useState<string>();
  const typed = draft === undefined ? undefined : numberOf(draft, zero !== undefined);
  const shown = zero !== undefined && value === 0 ? '' : format(value);
  const commit = () => {
    setDraft(undefined);
    if (typed !== undefined && draft !== shown && typed !== value) onCommit(typed);
  };
  return (
    <input
      className="field field-small field-number field-setting"
      inputMode="decimal"
      aria-label={label}
      title={hint ?? label}
      placeholder={zero}
      disabled={disabled}
      value={draft ?? shown}
      aria-invalid={draft !== undefined && typed === undefined}
      onChange={({ target }) => setDraft(target.value)}
      onFocus={({ target }) => target.select()}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === 'Enter' && (draft === undefined || typed !== undefined)) commit();
        if (event.key === 'Escape') setDraft(undefined);
      }}
    />
  );
}

/** What was typed as a number; undefined if it is none. */
export function numberOf(text: string, isOptional = false): number | undefined {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  if (plain === '') return isOptional ? 0 : undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

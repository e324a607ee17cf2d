import { type KeyboardEvent, useId } from 'react';

type Props<Value extends string | number> = {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly isDisabled?: boolean;
  readonly onChange: (value: Value) => void;
};

/** A choice among few, side by side; arrow keys move it. */
export function Segments<Value extends string | number>({ label, options, value, isDisabled, onChange }: Props<Value>) {
  const id = useId();
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = (options.findIndex((option) => option.value === value) + by + options.length) % options.length;
    onChange(options[next]!.value);
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div className="export-field">
      <span id={id}>{label}</span>
      <div className="export-segments" role="radiogroup" aria-labelledby={id} onKeyDown={press}>
        {options.map((option) => (
          <button
            key={option.value}
            type="button"
            role="radio"
            aria-checked={option.value === value}
            tabIndex={option.value === value ? 0 : -1}
            disabled={isDisabled ?? false}
            onClick={() => onChange(option.value)}
          >
            {option.label}
          </button>
        ))}
      </div>
    </div>
  );
}

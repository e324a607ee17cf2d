import { useId, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';

/** Something that may stand at the cursor. */
export type Proposal = {
  readonly name: string;
  /** How it is called. */
  readonly signature: string;
  readonly meaning: string;
  /** Takes the place of the characters from `start` to `end`. */
  readonly insert: string;
  readonly start: number;
  readonly end: number;
};

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What fits at a place of the text, best first. */
  readonly proposalsAt: (text: string, cursor: number) => readonly Proposal[];
  /** What is wrong, and where. */
  readonly problem?: { readonly start: number; readonly end: number } | undefined;
  readonly describedBy?: string | undefined;
  readonly placeholder?: string;
  /** Accessible name of the list. */
  readonly listLabel: string;
  readonly onEnter: () => void;
  readonly onEscape?: () => void;
  /** Hears keys that are not the list's. */
  readonly onOtherKey?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly opensUp?: boolean;
  readonly autoFocus?: boolean;
  readonly field?: RefObject<HTMLInputElement | null>;
};

const shown = 8;

/** A line of code with names that fit as they are typed. The wrong part is underlined at its place. */
export function CompletingField(props: Props) {
  const { label, value, proposalsAt, problem, placeholder, listLabel, opensUp, autoFocus } = props;
  const own = useRef<HTMLInputElement>(null);
  const field = props.field ?? own;
  const back = useRef<HTMLDivElement>(null);
  const id = useId();
  const [cursor, setCursor] = useState<number>();
  const [chosen, setChosen] = useState<number>();
  const proposals = cursor === undefined ? [] : proposalsAt(value, cursor).slice(0, shown);
  const active = chosen ?? (isBegun(proposals, value, cursor) ? 0 : -1);
  const close = () => {
    setCursor(undefined);
    setChosen(undefined);
  };
  const take = ({ start, end, insert }: Proposal) => {
    const text = value.slice(0, start) + insert + value.slice(end);
    props.onChange(text);
    close();
    const at = start + insert.length;
    requestAnimationFrame(() => field.current?.setSelectionRange(at, at));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return; // a key of the input method
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const isOpen = proposals.length > 0;
    if (move !== 0 && isOpen) {
      event.preventDefault();
      setChosen((active + move + proposals.length) % proposals.length);
    } else if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      setCursor(event.currentTarget.selectionStart ?? value.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && isOpen && active >= 0) {
      event.preventDefault();
      take(proposals[active]!);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      close();
      props.onEnter();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (isOpen) close();
      else props.onEscape?.();
    } else props.onOtherKey?.(event);
  };
  return (
    <div className={`completing${opensUp ? ' opens-up' : ''}`}>
      <div className="completing-back" ref={back} aria-hidden="true">
        {value.slice(0, problem?.start)}
        {problem && <u>{value.slice(problem.start, problem.end) || ' '}</u>}
        {problem && value.slice(problem.end)}
      </div>
      <input
        ref={field}
        className="field completing-input"
        role="combobox"
        aria-label={label}
        aria-expanded={proposals.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        aria-invalid={problem !== undefined}
        aria-describedby={props.describedBy}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        autoFocus={autoFocus}
        value={value}
        onChange={({ target }) => {
          props.onChange(target.value);
          setCursor(target.value === '' ? undefined : (target.selectionStart ?? target.value.length));
          setChosen(undefined);
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
        onScroll={({ currentTarget }) => {
          if (back.current) back.current.scrollLeft = currentTarget.scrollLeft;
        }}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={listLabel} hidden={proposals.length === 0}>
        {proposals.map((proposal, at) => (
          <li
            key={proposal.name}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === active}
            title={proposal.signature}
            onMouseDown={(event) => {
              event.preventDefault(); // the field keeps the focus
              take(proposal);
            }}
          >
            <code>{proposal.name}</code>
            <span>{proposal.meaning || proposal.signature}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Whether a name was begun that is not written out yet: Enter then takes the first over. */
function isBegun(proposals: readonly Proposal[], value: string, cursor: number | undefined): boolean {
  const [first] = proposals;
  if (!first || cursor === undefined || cursor <= first.start) return false;
  const typed = value.slice(first.start, cursor);
  return !proposals.some(({ name, insert }) => name === typed || insert === typed);
}

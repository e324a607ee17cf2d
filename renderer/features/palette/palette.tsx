import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { isOffered, type CommandId } from '../../../main/contract/commands';
import { giveCommand } from '../../store/commands';
import { useKeys } from '../../store/use-keys';
import { useRun, useText, workspace } from '../../store/window-store';
import { Dialog } from '../../ui/dialog';
import { findCommands } from './find-commands';
import './palette.css';

const close = () => workspace.setState({ isPaletteOpen: false });

/** Once the palette is closed and the focus is back: the command may move it. */
function give(id: CommandId): void {
  close();
  setTimeout(() => void giveCommand(id));
}

/** Every command with its key, found by its name. Those that are not possible now can be read, not given. */
export function Palette() {
  const text = useText();
  const words = text.window.palette;
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []); // the dialog gives the focus to its first button
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState<CommandId>();
  const state = useRun((facts) => facts.state);
  const capabilities = useRun((facts) => facts.capabilities);
  const isPossible = (id: CommandId) => isOffered(id, state, capabilities);
  const found = [...findCommands(typed, text.commands)].sort((a, b) => Number(isPossible(b)) - Number(isPossible(a)));
  // By its name, as the order changes with the state of the run; else the first.
  const at = Math.max(0, wanted ? found.indexOf(wanted) : 0);
  const chosen = found[at];
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return; // Enter takes the word of an input method
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) setWanted(found[(found.length + at + by) % Math.max(1, found.length)]);
    else if (event.key === 'Enter' && chosen && isPossible(chosen)) give(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={words.label} closeLabel={words.close} onClose={close}>
      <div className="palette">
        <input
          className="field"
          role="combobox"
          ref={field}
          aria-label={words.find}
          placeholder={words.find}
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={chosen && `${list}-${chosen}`}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setWanted(undefined);
          }}
          onKeyDown={press}
        />
        {found.length === 0 && (
          <p role="status" className="text-quiet">
            {words.none}
          </p>
        )}
        <ul id={list} role="listbox" aria-label={words.label}>
          {found.map((id) => (
            <Row key={id} id={id} listId={list} isChosen={id === chosen} isPossible={isPossible(id)} />
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

type RowProps = {
  readonly id: CommandId;
  readonly listId: string;
  readonly isChosen: boolean;
  readonly isPossible: boolean;
};

function Row({ id, listId, isChosen, isPossible }: RowProps) {
  const text = useText();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const { label, hint } = text.commands[id];
  const [key] = useKeys()(id);
  return (
    <li
      ref={row}
      id={`${listId}-${id}`}
      role="option"
      aria-selected={isChosen}
      aria-disabled={!isPossible}
      onClick={() => isPossible && give(id)}
    >
      <span>{label}</span>
      <small title={hint}>{hint}</small>
      {key && <kbd>{key}</kbd>}
    </li>
  );
}

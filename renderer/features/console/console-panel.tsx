import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { KeyboardEvent } from 'react';
import { formatCondition, formatStep } from '../../chart-data/number-format';
import { stepNow } from '../../store/selectors';
import { problemLine, useProposals } from '../../store/use-conditions';
import { connection, runStore, useLanguage, useText } from '../../store/window-store';
import { Button } from '../../ui/button';
import { CompletingField } from '../../ui/completing-field';
import { consoleHistory, type Entry } from './console-store';
import './console.css';

/** Asks the run for expressions, one at a time. */
export function ConsolePanel() {
  const words = useText().breakpoints.console;
  const entries = useSyncExternalStore(consoleHistory.subscribe, () => consoleHistory.entries);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => end.current?.scrollIntoView({ block: 'end' }), [entries]);
  return (
    <div className="console">
      <div className="console-rows" role="log" aria-label={words.label}>
        {entries.length === 0 && <p className="bottom-empty">{words.empty}</p>}
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} />
        ))}
        <div ref={end} />
      </div>
      <Prompt />
    </div>
  );
}

/** Empties the console. */
export function ConsoleTools() {
  const words = useText().breakpoints.console;
  return (
    <Button label={words.clear} icon="clear" iconOnly className="btn-small" onClick={() => consoleHistory.clear()} />
  );
}

function EntryRow({ entry: { expression, step, evaluation } }: { readonly entry: Entry }) {
  const { watch, console: words } = useText().breakpoints;
  const language = useLanguage();
  const result = () => {
    if (!evaluation) return <em className="text-error">{words.failed}</em>;
    if ('problems' in evaluation) {
      return <em className="text-error">{problemLine(evaluation.problems[0]!, language)}</em>;
    }
    const { value } = evaluation;
    return value === undefined ? (
      <em className="text-quiet">{watch.unknown}</em>
    ) : (
      <strong>{formatCondition(value)}</strong>
    );
  };
  return (
    <div className="console-entry selectable">
      <code>{expression}</code>
      <span className="console-result">{result()}</span>
      <small>{watch.at(formatStep(step))}</small>
    </div>
  );
}

function Prompt() {
  const { console: words, field } = useText().breakpoints;
  const [text, setText] = useState('');
  /** How far back in what was written before; 0: a new line. */
  const [back, setBack] = useState(0);
  const proposalsAt = useProposals();
  const ask = () => {
    const expression = text.trim();
    if (expression === '') return;
    setText('');
    setBack(0);
    const step = stepNow(runStore.facts.getState());
    void connection.ask('evaluate', [expression]).then(
      ([evaluation]) => consoleHistory.add({ expression, step, ...(evaluation && { evaluation }) }),
      () => consoleHistory.add({ expression, step }),
    );
  };
  const recall = (event: KeyboardEvent) => {
    const move = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (move === 0) return;
    event.preventDefault();
    const { expressions } = consoleHistory;
    const next = Math.min(expressions.length, Math.max(0, back + move));
    setBack(next);
    setText(next === 0 ? '' : expressions[expressions.length - next]!);
  };
  return (
    <div className="console-prompt">
      <span aria-hidden="true">›</span>
      <CompletingField
        label={words.input}
        value={text}
        onChange={setText}
        proposalsAt={proposalsAt}
        placeholder={words.input}
        listLabel={field.completions}
        onEnter={ask}
        onOtherKey={recall}
        opensUp
      />
    </div>
  );
}

import { useMemo, useState } from 'react';
import { commands } from '../../../main/contract/commands';
import { giveCommand } from '../../store/commands';
import { keyLabel } from '../../store/keys';
import { useLanguage, usePreferences, useRun, useText, useWorkspace, workspace } from '../../store/window-store';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { LogList } from './log-list';
import { logSentence } from './log-sentence';
import './log.css';

/** What was said: by the run, by the data, by the person's own code. */
export function LogPanel() {
  const words = useText().window.log;
  const language = useLanguage();
  const platform = usePreferences(({ info }) => info?.platform ?? '');
  const log = useRun((facts) => facts.log);
  const cleared = useWorkspace(({ clearedLog }) => clearedLog);
  const [filter, setFilter] = useState('');
  const rows = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    return log.filter(
      ({ id, message }) => id > cleared && (!wanted || logSentence(message, language).toLowerCase().includes(wanted)),
    );
  }, [log, cleared, filter, language]);
  const key = keyLabel(commands.toggleBottom.keys[0] ?? '', platform);
  return (
    <section className="bottom" aria-label={words.label}>
      <header>
        <h2>{words.label}</h2>
        <span className="grow" />
        <label className="search">
          <Icon name="search" />
          <input
            className="field field-small"
            placeholder={words.filter}
            aria-label={words.filter}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        </label>
        <Button
          label={words.clear}
          icon="clear"
          iconOnly
          className="btn-small"
          onClick={() => workspace.setState({ clearedLog: log.at(-1)?.id ?? -1 })}
        />
        <Button
          label={words.hide}
          title={`${words.hide} (${key})`}
          icon="down"
          iconOnly
          className="btn-small"
          onClick={() => void giveCommand('toggleBottom')}
        />
      </header>
      {rows.length > 0 ? (
        <LogList rows={rows} />
      ) : (
        <p className="log-empty">{filter && log.length > 0 ? words.noMatch : words.empty}</p>
      )}
    </section>
  );
}

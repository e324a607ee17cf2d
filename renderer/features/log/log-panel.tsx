import { useMemo } from 'react';
import type { LogMessage } from '../../../main/contract/training-event';
import { useLanguage, useRun, useText, useWorkspace, workspace } from '../../store/window-store';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { LogList } from './log-list';
import { logSentence } from '../../chart-data/log-sentence';
import './log.css';

/** What was said: by the run, by the data, by the person's own code. */
export function LogPanel() {
  const words = useText().window.log;
  const language = useLanguage();
  const log = useRun((facts) => facts.log);
  const classNames = useRun(({ plan }) => plan?.classNames);
  const cleared = useWorkspace(({ clearedLog }) => clearedLog);
  const filter = useWorkspace(({ logFilter }) => logFilter);
  const rows = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    const isWanted = (message: LogMessage) =>
      !wanted || logSentence(message, language, classNames).toLowerCase().includes(wanted);
    return log.filter(({ id, message }) => id > cleared && isWanted(message));
  }, [log, cleared, filter, language, classNames]);
  if (rows.length > 0) return <LogList rows={rows} />;
  return <p className="log-empty bottom-empty">{filter && log.length > 0 ? words.noMatch : words.empty}</p>;
}

/** What the log shows of all that was said. */
export function LogFilter() {
  const words = useText().window.log;
  const filter = useWorkspace(({ logFilter }) => logFilter);
  const newest = useRun(({ log }) => log.at(-1)?.id ?? -1);
  return (
    <>
      <label className="search">
        <Icon name="search" />
        <input
          className="field field-small"
          placeholder={words.filter}
          aria-label={words.filter}
          value={filter}
          onChange={(event) => workspace.setState({ logFilter: event.target.value })}
        />
      </label>
      <Button
        label={words.clear}
        icon="clear"
        iconOnly
        className="btn-small"
        onClick={() => workspace.setState({ clearedLog: newest })}
      />
    </>
  );
}

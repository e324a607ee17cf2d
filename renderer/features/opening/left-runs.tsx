import { useEffect, useMemo, useState } from 'react';
import type { LeftRun } from '../../../main/contract/ipc';
import { formatStep } from '../../chart-data/number-format';
import { useLanguage, useText } from '../../store/window-store';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';

const goOn = (id: string) => void window.batchpoint.request('left-runs:open', id);

/** Runs that ended with an app that was killed: to go on with, or to let go. */
export function LeftRuns() {
  const words = useText().window.opening.left;
  const language = useLanguage();
  const [runs, setRuns] = useState<readonly LeftRun[]>([]);
  const [lost, setLost] = useState(0);
  const clock = useMemo(
    () => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }),
    [language],
  );
  useEffect(() => void window.batchpoint.request('left-runs:list').then(setRuns), []);
  useEffect(() => void window.batchpoint.request('left-runs:lost').then(setLost), []);
  if (runs.length === 0 && lost === 0) return null;
  return (
    <>
      <h2>{words.title}</h2>
      {lost > 0 && <p role="status">{words.lost(lost)}</p>}
      <ul className="left-runs">
        {runs.map(({ id, name, step, time, isOlder }) => (
          <li key={id}>
            <button type="button" className="row-button" title={words.hint} onClick={() => goOn(id)}>
              <Icon name="run" />
              <span>
                {words.goOn(name, formatStep(step), clock.format(time))}
                {isOlder && <small>{words.older}</small>}
              </span>
            </button>
            <Button
              label={words.remove}
              name={words.removeOf(name, formatStep(step))}
              kind="bordered"
              className="btn-small"
              onClick={() => void window.batchpoint.request('left-runs:remove', id).then(setRuns)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

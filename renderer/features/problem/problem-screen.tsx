import type { ErrorReport } from '../../../main/contract/errors';
import { errorText } from '../../../main/contract/text';
import { giveCommand } from '../../store/commands';
import { useLanguage, useRun, useText } from '../../store/window-store';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { copyReport } from './copy-report';
import { Excerpt } from './excerpt';
import './problem.css';

/** A run that never came to its first batch: what is wrong, where, what was expected, what to do next. */
export function ProblemScreen() {
  const error = useRun(({ state }) => ('error' in state ? state.error : undefined));
  return error ? <Problem error={error} /> : null;
}

function Problem({ error }: { readonly error: ErrorReport }) {
  const words = useText().window.problem;
  const { headline, expected, got, next } = errorText(error, useLanguage());
  const rows = [
    [words.expected, expected],
    [words.got, got],
    [words.next, next],
  ] as const;
  return (
    <main className="problem" role="alert">
      <h2 className="selectable">
        <Icon name="error" />
        {headline}
      </h2>
      {error.place && <Excerpt place={error.place} />}
      <dl className="problem-facts selectable">
        {rows.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <div className="actions">
        <Button
          label={words.readAgain}
          icon="restart"
          kind="filled"
          onClick={() => void window.batchpoint.request('experiment:restart', { run: false })}
        />
        <Button label={words.copyDetails} icon="copy" kind="bordered" onClick={() => void copyReport(error)} />
        <Button label={words.close} onClick={() => void giveCommand('close')} />
      </div>
    </main>
  );
}

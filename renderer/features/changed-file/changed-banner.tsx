import { shortFileName } from '../../chart-data/file-name';
import { formatStep } from '../../chart-data/number-format';
import { giveCommand } from '../../store/commands';
import { preferences, usePreferences, useRun, useText } from '../../store/window-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import './changed-banner.css';

/** Says that the person has edited the experiment since this run read it, and offers to begin again with what it is now. */
export function ChangedBanner() {
  const words = useText().window.changedFile;
  const paths = usePreferences(({ changedSources }) => changedSources);
  const isReady = useRun(({ state }) => state.status === 'ready');
  const [first] = paths;
  if (first === undefined) return null;
  const again = isReady
    ? () => window.batchpoint.request('experiment:restart', { run: false })
    : () => giveCommand('restart');
  return (
    <Banner
      tone="neutral"
      icon="file"
      label={words.label}
      className="changed-banner"
      actions={
        <>
          <Button
            label={isReady ? words.readAgain : words.restart}
            icon="restart"
            kind="bordered"
            className="btn-small"
            onClick={() => void again()}
          />
          <Button
            label={words.dismiss}
            icon="close"
            iconOnly
            className="btn-small"
            onClick={() => preferences.setState({ changedSources: [] })}
          />
        </>
      }
    >
      <p role="status" title={paths.join('\n')}>
        <strong>{paths.length === 1 ? words.one(shortFileName(first)) : words.many(formatStep(paths.length))}</strong>{' '}
        {isReady ? words.notRead : words.goesOn}
      </p>
    </Banner>
  );
}

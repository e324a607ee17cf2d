import { errorText } from '../../../main/contract/text';
import { fileName } from '../../chart-data/file-name';
import { useLanguage, useRun, useText } from '../../store/window-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { copyReport } from './copy-report';

/** Says that the person's code threw where nobody could catch it, and where that was: the run may go on all the same. */
export function UncaughtBanner() {
  const { window } = useText();
  const language = useLanguage();
  const error = useRun(({ state }) =>
    state.status === 'paused' && state.why.kind === 'uncaught' ? state.why.error : undefined,
  );
  if (!error) return null;
  const { place } = error;
  const words = window.problem;
  const where = place && words.placeIn(fileName(place.file), words.place(place.line, place.column));
  return (
    <Banner
      tone="error"
      icon="error"
      className="is-long"
      label={window.uncaught.label}
      actions={<Button label={words.copyReport} icon="copy" kind="bordered" onClick={() => void copyReport(error)} />}
    >
      <div role="alert">
        <strong className="selectable">{errorText(error, language).headline}</strong>
        <p className="selectable">{[where, window.uncaught.paused].filter(Boolean).join(' · ')}</p>
      </div>
    </Banner>
  );
}

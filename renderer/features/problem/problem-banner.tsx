import { stepOf } from '../../../main/contract/run-state';
import { errorText } from '../../../main/contract/text';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import type { TrainingMode } from '../../../main/contract/training-event';
import { fileName } from '../../chart-data/file-name';
import { formatStep } from '../../chart-data/number-format';
import { giveCommand } from '../../store/commands';
import type { SavedPlace } from '../../store/run-facts';
import { useLanguage, useRun, useText } from '../../store/window-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { copyReport } from './copy-report';

/** A run that broke on its way: the banner says why and leaves the charts to be read. */
export function ProblemBanner() {
  const text = useText();
  const language = useLanguage();
  const state = useRun((facts) => facts.state);
  const saved = useRun((facts) => (facts.state.status === 'trainer-died' ? facts.saved : undefined));
  const mode = useRun(({ plan }) => plan?.mode);
  if (!('error' in state)) return null;
  const words = text.window.problem;
  const { headline, expected, got, next } = errorText(state.error, language);
  const { place } = state.error;
  const where = place && words.placeIn(fileName(place.file), words.place(place.line, place.column));
  const parts = [expected && words.fact(words.expected, expected), got && words.fact(words.got, got), next];
  const lines = [[where, ...parts].filter(Boolean).join(' · ')];
  const step = stepOf(state);
  if (state.status === 'trainer-died') lines.push(text.shell.sentences(wordsOfSaved(saved, mode, words)));
  if (state.status === 'failed' && step > 0) lines.push(words.kept(formatStep(step)));
  return (
    <Banner
      tone="error"
      icon="error"
      actions={
        <>
          <Button
            label={saved ? words.goOn(formatStep(saved.step)) : words.trainAgain}
            icon="restart"
            kind="bordered"
            onClick={() => void giveCommand('restart')}
          />
          <Button label={words.copyReport} icon="copy" kind="bordered" onClick={() => void copyReport(state.error)} />
          <Button label={words.close} onClick={() => void giveCommand('close')} />
        </>
      }
    >
      <div role="alert">
        <strong>{headline}</strong>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </Banner>
  );
}

/** What there is to go on from: a backup of the experiment's own; the snapshots of a run die with its process. */
function wordsOfSaved(
  saved: SavedPlace | undefined,
  mode: TrainingMode | undefined,
  words: Catalogue['window']['problem'],
): readonly string[] {
  if (saved) return [words.saved(formatStep(saved.step), saved.folder)];
  return mode === 'generator' ? [words.nothingSaved, words.backup] : [words.nothingSaved];
}

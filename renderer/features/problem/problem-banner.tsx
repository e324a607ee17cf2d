import { stepOf, type SavedPlace } from '../../../main/contract/run-state';
import { errorText } from '../../../main/contract/text';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import type { TrainingMode } from '../../../main/contract/training-event';
import { fileName } from '../../chart-data/file-name';
import { formatStep } from '../../chart-data/number-format';
import { giveCommand } from '../../store/commands';
import { useLanguage, useRun, useText } from '../../store/window-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { copyReport } from './copy-report';

/** A run that broke on its way: the banner says why and leaves the charts to be read. */
export function ProblemBanner() {
  const text = useText();
  const language = useLanguage();
  const state = useRun((facts) => facts.state);
  const mode = useRun(({ plan }) => plan?.mode);
  if (!('error' in state)) return null;
  const words = text.window.problem;
  const { headline, expected, got, next } = errorText(state.error, language);
  const { place } = state.error;
  const where = place && words.placeIn(fileName(place.file), words.place(place.line, place.column));
  const saved = state.status === 'trainer-died' ? state.saved : undefined;
  const resumes = state.status === 'failed' ? state.resumes : undefined;
  const parts = [expected && words.fact(words.expected, expected), got && words.fact(words.got, got), !saved && next];
  const lines = [[where, ...parts].filter(Boolean).join(' · ')].filter(Boolean);
  const step = stepOf(state);
  if (state.status === 'trainer-died') lines.push(wordsOfSaved(saved, step, mode, words));
  if (state.status === 'failed' && step > 0) lines.push(words.kept(formatStep(step)));
  return (
    <Banner
      className="is-long"
      tone="error"
      icon="error"
      actions={
        <>
          {saved ? (
            <Button
              label={words.resume(formatStep(saved.step))}
              icon="run"
              kind="filled"
              onClick={() => void giveCommand('resume')}
            />
          ) : (
            <Button
              label={resumes === undefined ? text.commands.restart.label : words.resume(formatStep(resumes))}
              icon="restart"
              kind="bordered"
              onClick={() => void giveCommand('restart')}
            />
          )}
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

/** Where the run can go on, or why it can't. @param step that it had come to */
function wordsOfSaved(
  saved: SavedPlace | undefined,
  step: number,
  mode: TrainingMode | undefined,
  words: Catalogue['window']['problem'],
): string {
  if (!saved) return mode === 'loop' ? words.nothingSavedOfLoop : words.nothingSaved;
  const from = formatStep(saved.step);
  if (saved.by === 'callback') return words.savedBy.callback(from, saved.folder);
  return words.savedBy.app(from, formatStep(Math.max(0, step - saved.step)));
}

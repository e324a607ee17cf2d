import { useState } from 'react';
import type { BisectAnswer } from '../../../main/contract/debug/bisect';
import { reportOf, type ErrorReport } from '../../../main/contract/errors';
import { errorLine } from '../../../main/contract/text';
import { notFiniteCause, type NotFiniteReason } from '../../chart-data/not-finite-cause';
import { formatStep } from '../../chart-data/number-format';
import { giveCommand } from '../../store/commands';
import { connection, useLanguage, useRun, useText } from '../../store/window-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { BisectResult } from './bisect-result';
import './bisect.css';

/** Says that NaN was kept from being written, where it begins, and the ways on. */
export function NotFiniteBanner() {
  const state = useRun((facts) => facts.state);
  if (state.status !== 'paused' || state.why.kind !== 'not-finite' || state.at !== 'before-commit') return null;
  return <Standing key={state.step} step={state.step} why={state.why} />;
}

type Asked =
  | { readonly kind: 'not-yet' | 'asking' }
  | { readonly kind: 'found'; readonly found: BisectAnswer | undefined }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

function Standing({ step, why }: { readonly step: number; readonly why: NotFiniteReason }) {
  const text = useText();
  const language = useLanguage();
  const words = text.notFinite;
  const [asked, setAsked] = useState<Asked>({ kind: 'not-yet' });
  const bisect = async (): Promise<void> => {
    setAsked({ kind: 'asking' });
    try {
      setAsked({ kind: 'found', found: await connection.ask('bisect') });
    } catch (error) {
      setAsked({ kind: 'failed', error: reportOf(error) });
    }
  };
  return (
    <Banner
      tone="error"
      icon="error"
      label={words.label}
      className="banner-nan"
      actions={
        <>
          <Button
            label={words.bisect}
            title={words.bisectHint}
            kind="bordered"
            busy={asked.kind === 'asking'}
            disabled={asked.kind === 'asking' || asked.kind === 'found'}
            onClick={() => void bisect()}
          />
          <Button label={words.stepBack} icon="stepBack" kind="bordered" onClick={() => void giveCommand('stepBack')} />
          <Button label={words.skip} icon="discard" kind="bordered" onClick={() => void giveCommand('discard')} />
          <Button label={words.commit} onClick={() => void giveCommand('commit')} />
        </>
      }
    >
      <div role="alert">
        <strong>{words.title(formatStep(step + 1))}</strong>
        <p className="selectable">{text.shell.sentences([notFiniteCause(why, words), words.runSkips])}</p>
      </div>
      <div role="status">
        {asked.kind === 'asking' && <p>{words.searching}</p>}
        {asked.kind === 'failed' && <p className="selectable">{errorLine(asked.error, language)}</p>}
        {asked.kind === 'found' && !asked.found && <p>{words.finite}</p>}
        {asked.kind === 'found' && asked.found && <BisectResult found={asked.found} />}
      </div>
    </Banner>
  );
}

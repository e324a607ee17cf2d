import { useState } from 'react';
import type { Preflight } from '../../../main/contract/debug/preflight';
import { reportOf, type ErrorReport } from '../../../main/contract/errors';
import { errorLine } from '../../../main/contract/text';
import { connection, useLanguage, useRun, useText } from '../../store/window-store';
import { Button } from '../../ui/button';
import { PreflightVerdicts } from './preflight-verdicts';
import './preflight.css';

type Asked =
  | { readonly kind: 'not-yet' | 'asking' }
  | { readonly kind: 'made'; readonly preflight: Preflight }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

/** Before a run: one button that looks at what may be wrong with it, and what it has found. */
export function PreflightStrip() {
  const words = useText().preflight;
  const language = useLanguage();
  const status = useRun((facts) => facts.state.status);
  const mode = useRun((facts) => facts.plan?.mode);
  const [asked, setAsked] = useState<Asked>({ kind: 'not-yet' });
  if (status !== 'ready' || mode === 'loop') return null;
  const ask = async (): Promise<void> => {
    setAsked({ kind: 'asking' });
    try {
      setAsked({ kind: 'made', preflight: await connection.ask('preflight') });
    } catch (error) {
      setAsked({ kind: 'failed', error: reportOf(error) });
    }
  };
  const isMade = asked.kind === 'made';
  return (
    <section className="preflight" aria-label={words.label}>
      <div className="preflight-head">
        <Button
          label={isMade ? words.again : words.run}
          title={words.hint}
          icon="check"
          kind="bordered"
          busy={asked.kind === 'asking'}
          disabled={asked.kind === 'asking'}
          onClick={() => void ask()}
        />
        <span role="status" className="grow">
          {asked.kind === 'not-yet' && words.hint}
          {asked.kind === 'asking' && words.running}
          {asked.kind === 'failed' && errorLine(asked.error, language)}
          {isMade && words.summary(String(asked.preflight.batches), String(asked.preflight.rows))}
        </span>
        {isMade && <Button label={words.close} onClick={() => setAsked({ kind: 'not-yet' })} />}
      </div>
      {isMade && <PreflightVerdicts preflight={asked.preflight} />}
    </section>
  );
}

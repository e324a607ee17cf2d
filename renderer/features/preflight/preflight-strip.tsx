import { useLayoutEffect, useRef } from 'react';
import { errorLine } from '../../../main/contract/text';
import { useLanguage, useText } from '../../store/window-store';
import { Button } from '../../ui/button';
import { PreflightVerdicts } from './preflight-verdicts';
import type { PreflightState } from './use-preflight';
import './preflight.css';

/** Whether there is something to be seen of a pre-flight. */
const isOpen = ({ asked: { kind } }: PreflightState): boolean => kind !== 'not-yet' && kind !== 'closed';

/** One button that looks at what may be wrong with a run, and what it has found. Before the run it is always in view. */
export function PreflightStrip(preflight: PreflightState) {
  const { isFirst, isPossible } = preflight;
  return isPossible && (isFirst || isOpen(preflight)) ? <Strip {...preflight} /> : null;
}

function Strip({ isFirst, asked, ask, close }: PreflightState) {
  const words = useText().preflight;
  const language = useLanguage();
  const section = useRef<HTMLElement>(null);
  // It takes the place of the button that has asked for it.
  useLayoutEffect(() => {
    if (!isFirst) section.current?.focus();
  }, [isFirst]);
  const isMade = asked.kind === 'made';
  const { model, batches, rows, read } = isMade ? asked.preflight : { model: '', batches: 0, rows: 0, read: 0 };
  return (
    <section
      className={isFirst ? 'preflight is-first' : 'preflight'}
      aria-label={words.label}
      tabIndex={-1}
      ref={section}
    >
      <div className="preflight-head">
        <Button
          label={isMade ? words.again : words.run}
          title={words.hint}
          icon="check"
          kind="bordered"
          busy={asked.kind === 'asking'}
          disabled={asked.kind === 'asking'}
          onClick={ask}
        />
        <span role="status" className="grow">
          {(asked.kind === 'not-yet' || asked.kind === 'closed') && words.hint}
          {asked.kind === 'asking' && words.running}
          {asked.kind === 'failed' && errorLine(asked.error, language)}
          {isMade && words.summary(model, String(batches), String(rows), String(read))}
        </span>
        {(isMade || asked.kind === 'failed') && <Button label={words.close} onClick={close} />}
      </div>
      {isMade && <PreflightVerdicts preflight={asked.preflight} />}
    </section>
  );
}

/** The same button for the time after: it makes a pre-flight at once. While the run moves, it keeps its place. */
export function PreflightButton(preflight: PreflightState) {
  const { isFirst, isPossible, asked, ask } = preflight;
  const words = useText().preflight;
  if (isFirst || isOpen(preflight)) return null;
  return (
    <Button
      label={words.run}
      title={words.hint}
      icon="check"
      folds
      className="btn-small"
      autoFocus={asked.kind === 'closed'}
      disabled={!isPossible}
      onClick={ask}
    />
  );
}

import { useEffect, useRef, useState } from 'react';
import type { TrainedAgain } from '../../../main/contract/debug/batch-inspector';
import { reportOf } from '../../../main/contract/errors';
import { canTrainAgain } from '../../../main/contract/run-state';
import { errorLine } from '../../../main/contract/text';
import { formatStep, formatValue } from '../../chart-data/number-format';
import { giveCommand } from '../../store/commands';
import { saySaved } from '../../store/toasts';
import { connection, useLanguage, useRun, useText } from '../../store/window-store';
import { Button } from '../../ui/button';

const steps = 100;
/** Of the curve: it is drawn into a box of this size. */
const box = { width: 100, height: 16 };

/** What came of training on a batch, or why it could not be done. */
export type Outcome = { readonly trained: TrainedAgain } | { readonly failure: string };

/** Opens a batch out of a file: with words where it stands `alone`, at the end of the row where there is no room for them. */
export function OpenBatch({ alone = false }: { readonly alone?: boolean }) {
  const words = useText().batchInspector.file;
  return (
    <Button
      label={words.open}
      title={`${words.open}\n${words.openHint}`}
      icon="folder"
      iconOnly={!alone}
      kind="bordered"
      className={alone ? 'btn-small' : 'btn-small batch-open'}
      onClick={() => void giveCommand('openBatch')}
    />
  );
}

/** Asks where to, and writes the batch there. */
async function saveBatch(): Promise<void> {
  try {
    const file = await connection.ask('batchFile');
    if (file) saySaved(await window.batchpoint.request('batch:save', file));
  } catch (error) {
    saySaved({ outcome: 'failed', error: reportOf(error) });
  }
}

/** Saving the batch, opening another, and trying whether it can be learned at all. */
export function BatchTools({ step }: { readonly step: number }) {
  const words = useText().batchInspector;
  const rests = useRests();
  const learning = useLearning(step);
  return (
    <div className="batch-tools" role="group" aria-label={words.tools}>
      <Button
        label={words.save}
        title={words.saveHint}
        kind="bordered"
        className="btn-small"
        disabled={!rests}
        onClick={() => void saveBatch()}
      />
      <LearnBatch learning={learning} disabled={!rests} />
      <OpenBatch />
      <OutcomeOf outcome={learning.outcome} />
    </div>
  );
}

/** Whether the run stands still after a batch that can be tried again. */
export function useRests(): boolean {
  return useRun(({ state }) => canTrainAgain(state));
}

/** Whether a batch can be learned: what came of trying it, and the way to try. */
export type Learning = { readonly outcome: Outcome | undefined; readonly isBusy: boolean; readonly learn: () => void };

/**
 * Trains on a batch alone, to see whether that can be learned.
 * @param batch what the outcome is forgotten with: one that comes later is not of the batch in view
 * @param file where the batch is; absent: the run's
 */
export function useLearning(batch: unknown, file?: string): Learning {
  const language = useLanguage();
  const [outcome, setOutcome] = useState<Outcome>();
  const [isBusy, setBusy] = useState(false);
  const present = useRef(batch);
  useEffect(() => {
    present.current = batch;
    setOutcome(undefined);
  }, [batch]);
  const learn = async (): Promise<void> => {
    const tell = (came: Outcome) => present.current === batch && setOutcome(came);
    setBusy(true);
    try {
      tell({ trained: await connection.ask('trainAgain', steps, file) });
    } catch (error) {
      tell({ failure: errorLine(reportOf(error), language) });
    } finally {
      setBusy(false);
    }
  };
  return { outcome, isBusy, learn: () => void learn() };
}

type LearnProps = { readonly learning: Learning; readonly disabled: boolean };

/** Tries whether a batch can be learned at all. */
export function LearnBatch({ learning: { isBusy, learn }, disabled }: LearnProps) {
  const words = useText().batchInspector;
  return (
    <Button
      label={words.again}
      title={words.againHint(formatStep(steps))}
      kind="bordered"
      className="btn-small"
      busy={isBusy}
      disabled={disabled || isBusy}
      onClick={learn}
    />
  );
}

/** What came of what was tried. */
export function OutcomeOf({ outcome }: { readonly outcome: Outcome | undefined }) {
  return (
    <div className="batch-outcome" aria-live="polite">
      {outcome && ('failure' in outcome ? <p>{outcome.failure}</p> : <Trained trained={outcome.trained} />)}
    </div>
  );
}

function Trained({ trained: { losses, verdict } }: { readonly trained: TrainedAgain }) {
  const words = useText().batchInspector;
  const [first = NaN] = losses;
  const numbers = [formatValue(first), formatValue(losses.at(-1) ?? NaN)] as const;
  return (
    <>
      <svg viewBox={`0 0 ${box.width} ${box.height}`} preserveAspectRatio="none" aria-hidden="true">
        <polyline points={curveOf(losses)} />
      </svg>
      <p>{words.outcome(words.verdicts[verdict], ...numbers, formatStep(losses.length - 1))}</p>
    </>
  );
}

/** The losses as points of a line that fills the box, from 0 up. */
export function curveOf(losses: readonly number[]): string {
  const finite = losses.filter(Number.isFinite);
  const most = Math.max(...finite, Number.MIN_VALUE);
  const last = Math.max(1, finite.length - 1);
  return finite
    .map((loss, at) => `${((at / last) * box.width).toFixed(1)},${((1 - loss / most) * box.height).toFixed(1)}`)
    .join(' ');
}

import { useState } from 'react';
import { isOffered } from '../../../main/contract/commands';
import { reportOf, type ErrorReport } from '../../../main/contract/errors';
import { errorLine, errorText } from '../../../main/contract/text';
import type { Logs } from '../../../main/contract/training-event';
import { logsText } from '../../chart-data/log-sentence';
import { formatStep } from '../../chart-data/number-format';
import { giveCommand } from '../../store/commands';
import { connection, runStore, useLanguage, useRun, useText } from '../../store/window-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import type { IconName } from '../../ui/icon';

/** A generator that ended before its epochs did: where, what of the run counts, and what to do. */
export function OutOfDataBanner() {
  const state = useRun((facts) => facts.state);
  const total = useRun(({ plan }) => plan?.totalSteps);
  if (state.status !== 'out-of-data' || total === undefined) return null;
  return <Ended key={state.step} step={state.step} total={total} />;
}

function Ended({ step, total }: { readonly step: number; readonly total: number }) {
  const { log, shell, window: words } = useText();
  const { outOfData } = words;
  const language = useLanguage();
  const { isDue, logs, error, isBusy, validate } = useValidation(step);
  const values = { which: 'train', batches: step, expected: total } as const;
  // Asked for again, the data has ended again.
  const isRepeated = useRun(({ edits }) =>
    edits.reduce((isOn, { edit }) => (edit.kind === 'repeat-data' ? edit.isOn : isOn), false),
  );
  const canExtend = useRun(({ state, capabilities }) => isOffered('extend', state, capabilities)) && !isRepeated;
  const { headline, next } = isRepeated
    ? errorText({ code: 'data-not-repeated', values: {} }, language)
    : errorText({ code: 'ran-out-of-data', values }, language);
  return (
    <Banner
      className="is-long"
      tone="paused"
      icon="warning"
      actions={
        <>
          {canExtend && <CommandButton id="extend" icon="run" />}
          <CommandButton id="finish" icon="check" />
          {isDue && (
            <Button
              label={outOfData.validate}
              title={outOfData.validateHint}
              kind="bordered"
              busy={isBusy}
              disabled={isBusy}
              onClick={() => void validate()}
            />
          )}
        </>
      }
    >
      <div role="status">
        <strong>{outOfData.title(formatStep(step), formatStep(total))}</strong>
        <p>{isRepeated ? shell.sentences([headline, next]) : next}</p>
        <p>{outOfData.counts}</p>
        {logs && <p className="selectable">{outOfData.validated(logsText(logs, log))}</p>}
        {error && <p className="selectable text-error">{errorLine(error, language)}</p>}
      </div>
    </Banner>
  );
}

function CommandButton({ id, icon }: { readonly id: 'extend' | 'finish'; readonly icon: IconName }) {
  const { label, hint } = useText().commands[id];
  return <Button label={label} title={hint} icon={icon} kind="bordered" onClick={() => void giveCommand(id)} />;
}

/** Has the weights that the run came to evaluated, if that was not done at the end of the epoch. */
function useValidation(step: number) {
  const key = useRun(({ plan }) => (plan?.validates ? plan.series[0] : undefined));
  const [logs, setLogs] = useState<Logs>();
  const [error, setError] = useState<ErrorReport>();
  const [isBusy, setBusy] = useState(false);
  const isDone = key !== undefined && runStore.series.reading(key, 'validation')?.step === step;
  const validate = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      setLogs(await connection.ask('validate'));
    } catch (thrown) {
      setError(reportOf(thrown));
    } finally {
      setBusy(false);
    }
  };
  return { isDue: key !== undefined && !isDone && !logs, logs, error, isBusy, validate };
}

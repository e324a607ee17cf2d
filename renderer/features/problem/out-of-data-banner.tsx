import { errorText } from '../../../main/contract/text';
import { formatStep } from '../../chart-data/number-format';
import { giveCommand } from '../../store/commands';
import { useLanguage, useRun, useText } from '../../store/window-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';

/** A generator that ended before its epochs did: where, what of the run counts, and what to do. */
export function OutOfDataBanner() {
  const text = useText();
  const language = useLanguage();
  const state = useRun((facts) => facts.state);
  const total = useRun(({ plan }) => plan?.totalSteps);
  if (state.status !== 'out-of-data' || total === undefined) return null;
  const words = text.window.outOfData;
  const values = { which: 'train', batches: state.step, expected: total } as const;
  const { next } = errorText({ code: 'ran-out-of-data', values }, language);
  return (
    <Banner
      tone="paused"
      icon="warning"
      actions={
        <Button
          label={text.window.problem.trainAgain}
          icon="restart"
          kind="bordered"
          onClick={() => void giveCommand('restart')}
        />
      }
    >
      <div role="status">
        <strong>{words.title(formatStep(state.step), formatStep(total))}</strong>
        <p>{next}</p>
        <p>{words.counts}</p>
      </div>
    </Banner>
  );
}

import { isTraining, type RunState } from '../../../main/contract/run-state';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import type { ChartGroup } from '../../chart-data/chart-groups';
import { formatValue } from '../../chart-data/number-format';
import type { RunSeries } from '../../chart-data/run-series';
import { type Surprise, surpriseIn } from '../../chart-data/surprise';
import { setTold } from '../../store/told';
import { useIsTold } from '../../store/use-told';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';

type Props = {
  readonly group: ChartGroup;
  readonly run: RunSeries;
  readonly state: RunState;
  readonly text: Catalogue;
};

/** Explains what surprises many in a loss, where it occurs: while the run stands still, and until it is waved off. */
export function TeachingLine({ group, run, state, text }: Props) {
  const surprise = isTraining(state) || state.status === 'moving' ? undefined : surpriseIn(group, run);
  const isTold = useIsTold(surprise ?? '');
  if (!surprise || isTold) return null;
  const words = text.charts.teaching;
  return (
    <details className="teaching">
      <summary>
        <Icon name="info" />
        <span className="grow">{words[surprise].question}</span>
        <Button
          label={words.dismiss}
          title={words.dismissHint}
          icon="close"
          iconOnly
          className="btn-small"
          onClick={() => setTold(surprise)}
        />
      </summary>
      <p className="selectable">{answerTo(surprise, group, run, text)}</p>
    </details>
  );
}

function answerTo(surprise: Surprise, group: ChartGroup, run: RunSeries, { charts }: Catalogue): string {
  if (surprise === 'mean-differs') return charts.teaching[surprise].answer;
  const key = group.members[0]?.key ?? '';
  const validation = run.reading(key, 'validation');
  const mean = run.reading(key, 'mean', validation?.step);
  const valueOf = (reading: typeof mean) => (reading ? formatValue(reading.value) : '');
  return charts.teaching[surprise].answer({ mean: valueOf(mean), validation: valueOf(validation) });
}

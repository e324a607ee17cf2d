import type { Catalogue } from '../../../main/contract/text/catalogue';
import { judgedName } from '../../chart-data/best-step';
import { formatStep, formatValue } from '../../chart-data/number-format';
import type { RunSeries } from '../../chart-data/run-series';
import { chooseStep } from '../../store/commands';
import { useSeries } from '../../store/use-series';
import { Button } from '../../ui/button';

type Props = { readonly run: RunSeries; readonly text: Catalogue };

/** Where a run that is over was best, on each line that is drawn, and the way to look at it there. */
export function BestSteps({ run, text }: Props) {
  const best = useSeries(run, () => run.best);
  const [first] = best;
  if (!first) return null;
  const words = text.charts.best;
  const lowest = best.reduce((least, each) => (each.value < least.value ? each : least));
  const hasLines = run.ghosts.length > 0;
  return (
    <div className="line-comparison is-best" role="group" aria-label={words.label} title={words.hint}>
      <span>{judgedName(first.by, text)}</span>
      <ul>
        {best.map(({ line, step, value }) => (
          <li key={line}>
            {hasLines && text.charts.compared.line(line)} <b>{formatValue(value)}</b> {words.at(formatStep(step))}
          </li>
        ))}
      </ul>
      <Button
        label={(hasLines ? words.compare : words.show)(formatStep(lowest.step))}
        className="btn-small"
        onClick={() => chooseStep(lowest.step)}
      />
    </div>
  );
}

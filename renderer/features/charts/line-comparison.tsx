import { useEffect, useState } from 'react';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import type { ChartGroup } from '../../chart-data/chart-groups';
import { firstSeriesName } from '../../chart-data/legend';
import { compareLines, type LineComparison } from '../../chart-data/line-comparison';
import { formatStep, formatValue } from '../../chart-data/number-format';
import type { RunSeries } from '../../chart-data/run-series';
import type { ChartFrames } from './chart-frames';
import { lineClass } from './lines-of';
import { Swatch } from './swatch';

type Props = {
  readonly group: ChartGroup;
  readonly run: RunSeries;
  readonly frames: ChartFrames;
  readonly text: Catalogue;
};

/** The batch under the cursor, or the newest, on every line that is drawn. Empty while there is one line. */
export function LineComparisonList({ group, run, frames, text }: Props) {
  const [compared, setCompared] = useState<LineComparison>();
  useEffect(() => {
    const look = () => setCompared(compareLines(group, run, frames.at));
    look();
    return frames.onCursor(look);
  }, [group, run, frames]);
  if (!compared) return null;
  const words = text.charts.compared;
  const colour = group.members[0]?.colour ?? 1;
  const title = words.title(formatStep(compared.step), firstSeriesName(group, text));
  return (
    <div className="line-comparison" role="group" aria-label={words.label} title={words.hint}>
      <span>{title}</span>
      <ul>
        {compared.values.map(({ line, isPresent, value }) => (
          <li key={line} className={isPresent ? '' : 'is-left'}>
            <Swatch form="batch" className={lineClass('batch', colour, true)} />
            {words.line(line)} <b>{value === undefined ? '–' : formatValue(value)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

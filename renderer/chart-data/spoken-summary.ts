import type { Catalogue } from '../../main/contract/text/catalogue';
import type { ChartGroup } from './chart-groups';
import { firstSeriesName } from './legend';
import { formatStep, formatValue } from './number-format';
import type { RunSeries } from './run-series';

/** Steps that a change is said over. */
const reach = 50;

/**
 * A run in one sentence, for those who can't see its charts; empty before the first step.
 * @param alerts how many it has
 */
export function spokenSummary(group: ChartGroup, run: RunSeries, alerts: number, text: Catalogue): string {
  const said = spokenValue(group, run, text);
  return said && alerts > 0 ? said + text.charts.spoken.alerts(alerts) : said;
}

function spokenValue(group: ChartGroup, run: RunSeries, text: Catalogue): string {
  const key = group.members[0]?.key ?? '';
  const now = run.reading(key, 'batch');
  if (!now) return '';
  const words = text.charts.spoken;
  const metric = firstSeriesName(group, text);
  const step = formatStep(now.step);
  if (!Number.isFinite(now.value)) return words.bad({ step, metric });
  const before = run.reading(key, 'batch', now.step - reach)?.value;
  const said = words.now({ step, metric, value: formatValue(now.value) });
  if (now.step <= reach || before === undefined || !Number.isFinite(before) || before === 0) return said;
  const percent = Math.round((now.value / before - 1) * 100);
  if (percent === 0) return said;
  return said + words[percent < 0 ? 'down' : 'up'](formatStep(Math.abs(percent)), String(reach));
}

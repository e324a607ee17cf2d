import type { Catalogue } from '../../main/contract/text/catalogue';
import { type ChartGroup, type GroupMember, type LineForm, validationColour } from './chart-groups';
import type { ReadRun } from './drawn-run';
import { formatStep, formatValue } from './number-format';
import type { Reading } from './readings';

/** One entry of a legend: which line, what it averages and its value; texts are ready to show. */
export type LegendEntry = {
  readonly form: LineForm;
  readonly colour: number;
  readonly name: string;
  /** What the value averages or belongs to: `before update`, `epoch 8`, `step 112`. */
  readonly how: string;
  /** Empty where there is no value yet. */
  readonly value: string;
};

/** The colour of a line, 1 to 8: validation has its own. */
export function lineColour(member: GroupMember, form: LineForm): number {
  return form === 'validation' ? validationColour : member.colour;
}

/** Characters at the end of a long name of a metric that hold the metric itself: before it stands its output. */
export const metricTail = 22;

/** What a chart is called, in the person's language where the quantity is a common one. */
export function metricName(metric: string, text: Catalogue): string {
  const names: { readonly [metric: string]: string } = text.charts.metrics;
  return names[metric] ?? metric;
}

/** The first series of a chart as it is called within a sentence: `loss`, `generator loss`. */
export function firstSeriesName({ metric, members: [first] }: ChartGroup, text: Catalogue): string {
  const name = metricName(metric, text).toLowerCase();
  return first?.model ? `${first.model} ${name}` : name;
}

/**
 * The legend of a chart with its values at a step.
 * @param step absent: the newest values
 */
export function legendEntries(group: ChartGroup, run: ReadRun, text: Catalogue, step?: number): readonly LegendEntry[] {
  return group.members.flatMap((member) =>
    member.forms.map((form) => {
      const reading = run.reading(member.key, form, step);
      return {
        form,
        colour: lineColour(member, form),
        name: lineName(member, form, run, text),
        how: howOf(form, reading, run, step, text),
        value: reading ? formatValue(reading.value) : '',
      };
    }),
  );
}

function lineName(member: GroupMember, form: LineForm, { weight }: ReadRun, text: Catalogue): string {
  const name = form === 'smooth' ? text.charts.smoothed(weight ?? 0) : text.charts.lines[form];
  return member.model ? `${member.model} ${name}` : name;
}

function howOf(
  form: LineForm,
  reading: Reading | undefined,
  run: ReadRun,
  step: number | undefined,
  text: Catalogue,
): string {
  if (form === 'batch') return text.charts.beforeUpdate;
  if (!reading || form === 'smooth') return '';
  if (form === 'validation') return text.charts.atStep(formatStep(reading.step));
  return text.charts.ofEpoch(run.epochAt(step ?? run.step) + 1);
}

import type { Catalogue } from '../../main/contract/text/catalogue';
import { type Domain, stepTicks, valueTicks } from './domains';
import { lastWhere } from './last-where';
import { formatStep, tickLabels } from './number-format';
import type { RunClock } from './run-clock';

/** What the horizontal axis counts. Its values are steps, seconds of training, or epochs. */
export const stepAxes = ['step', 'time', 'epoch'] as const;
/** What the horizontal axis counts. */
export type StepAxis = (typeof stepAxes)[number];

/** Where a step lies on an axis. */
export function placeOnAxis(axis: StepAxis, clock: RunClock, step: number): number {
  switch (axis) {
    case 'step':
      return step;
    case 'time':
      return clock.secondsAt(step);
    case 'epoch':
      return clock.epochsAt(step);
  }
}

/** The step whose place on an axis is nearest to a value; it may lie before the first or after the newest. */
export function stepOnAxis(axis: StepAxis, clock: RunClock, value: number): number {
  if (axis === 'step') return Math.round(value);
  const at = (step: number) => placeOnAxis(axis, clock, step);
  const { head } = clock;
  if (value > at(head)) return head + Math.round((value - at(head)) / Math.max(1e-12, at(head + 1) - at(head)));
  const reached = lastWhere(-1, head - 1, (step) => at(step) < value) + 1;
  return reached > 0 && value - at(reached - 1) < at(reached) - value ? reached - 1 : reached;
}

/** A tick of the axis: where it lies, in the axis' own values, and what stands there. */
export type AxisTick = { readonly at: number; readonly label: string };

/** Rounded places on the axis, at most about `most` of them. */
export function axisTicks(axis: StepAxis, domain: Domain, most: number): readonly AxisTick[] {
  if (axis === 'step') return stepTicks(domain, most).map((at) => ({ at, label: formatStep(at) }));
  const { seconds } = axis === 'time' ? unitOf(domain) : { seconds: 1 };
  const values = valueTicks([domain[0] / seconds, domain[1] / seconds], Math.max(1, Math.floor(most)));
  const labels = tickLabels(values);
  return values.map((value, i) => ({ at: value * seconds, label: labels[i]! }));
}

/** What stands at the end of the axis. */
export function axisName(axis: StepAxis, domain: Domain, text: Catalogue): string {
  switch (axis) {
    case 'step':
      return text.charts.step;
    case 'time':
      return text.charts.axes.timeIn(unitOf(domain).unit);
    case 'epoch':
      return text.charts.axes.epochs;
  }
}

function unitOf([low, high]: Domain): { readonly unit: 's' | 'min' | 'h'; readonly seconds: number } {
  const longest = Math.max(high - low, high / 10);
  if (longest <= 240) return { unit: 's', seconds: 1 };
  return longest <= 4 * 3600 ? { unit: 'min', seconds: 60 } : { unit: 'h', seconds: 3600 };
}

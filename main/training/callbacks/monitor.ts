import { number, oneOf, text, type ArgumentRules } from '../check-arguments';
import type { TrainingControl } from '../experiment';

/** In which direction a monitored value gets better; `auto`: as its name says. */
export type MonitorMode = 'auto' | 'min' | 'max';

/** Options of whatever monitors a value. */
export const monitorRules: ArgumentRules = { monitor: text, mode: oneOf('auto', 'min', 'max') };

/** The same, with what counts as an improvement. */
export const improvementRules: ArgumentRules = { ...monitorRules, minDelta: number, patience: number };

/** Whether `value` beats `best` by more than the delta. */
export type IsBetter = (value: number, best: number) => boolean;

export type Comparison = { readonly isBetter: IsBetter; readonly worst: number };

/** Names whose values are better when they are greater, under `auto`: each of Keras's callbacks has a rule of its own. */
export type RisingNames = RegExp;

/**
 * The comparison for a monitored value, and the value that everything beats. `shifted` is what the delta is added to:
 * with floats the two do not always agree.
 */
export function comparison(
  { monitor, mode, rising }: { readonly monitor: string; readonly mode: MonitorMode; readonly rising: RisingNames },
  minDelta: number,
  shifted: 'value' | 'best',
): Comparison {
  const isRising = mode === 'max' || (mode !== 'min' && rising.test(monitor));
  const delta = isRising ? minDelta : -minDelta;
  const compare: IsBetter = isRising ? (value, best) => value > best : (value, best) => value < best;
  return {
    isBetter:
      shifted === 'value'
        ? (value, best) => compare(value - delta, best)
        : (value, best) => compare(value, best + delta),
    worst: isRising ? -Infinity : Infinity,
  };
}

/** The monitored value; if the logs lack it, a warning says which ones there are. */
export function monitored(
  callback: string,
  monitor: string,
  logs: { readonly [name: string]: number },
  control: TrainingControl,
): number | undefined {
  const value = logs[monitor];
  if (value === undefined) {
    const known = Object.keys(logs).join(', ');
    control.warn({ code: 'monitor-missing', values: { callback, monitor, known } });
  }
  return value;
}

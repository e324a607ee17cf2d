/** In which direction a monitored value gets better; `auto`: up for accuracies and AUC, else down. */
export type MonitorMode = 'auto' | 'min' | 'max';

/** Whether `value` beats `best` by more than `minDelta`. */
export type IsBetter = (value: number, best: number) => boolean;

function isRising(monitor: string, mode: MonitorMode): boolean {
  return mode === 'max' || (mode === 'auto' && /(acc|accuracy|auc)$/.test(monitor));
}

/** The comparison for a monitored value, and the value that everything beats. */
export function comparison(
  monitor: string,
  mode: MonitorMode,
  minDelta: number,
): { readonly isBetter: IsBetter; readonly worst: number } {
  const delta = Math.abs(minDelta);
  return isRising(monitor, mode)
    ? { isBetter: (value, best) => value - delta > best, worst: -Infinity }
    : { isBetter: (value, best) => value + delta < best, worst: Infinity };
}

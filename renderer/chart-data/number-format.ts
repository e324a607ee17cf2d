/** A value as text of nearly always five characters, so that nothing moves while it changes: 0.412, 12.35, 1.2e−5. */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size >= 99_999.5 || (size > 0 && size < 0.0005)) return withMinus(value.toExponential(1));
  const digits = size >= 999.5 ? 0 : size >= 99.95 ? 1 : size >= 9.995 ? 2 : 3;
  return withMinus(value.toFixed(digits));
}

/** A value with two digits that count where {@link formatValue} would leave fewer: 0.0021. */
export function formatSmall(value: number): string {
  const size = Math.abs(value);
  return size >= 0.0001 && size < 0.0995 ? withMinus(value.toPrecision(2)) : formatValue(value);
}

/** At most four digits, or those before the point, and no trailing zeros: what a person would have written. */
export function formatPlain(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000 && size < 99_999.5) return withMinus(value.toFixed(0));
  if (value !== 0 && !(size >= 0.001 && size < 1e5)) return formatValue(value).replace('.0e', 'e');
  return withMinus(String(Number(value.toPrecision(4))));
}

/** The labels of value ticks, all with the decimals that their distance needs. */
export function tickLabels(ticks: readonly number[]): readonly string[] {
  const distance = ticks.length > 1 ? ticks[1]! - ticks[0]! : Math.abs(ticks[0] ?? 1) || 1;
  const largest = Math.max(...ticks.map(Math.abs));
  if (largest >= 1e5 || distance < 1e-4) return ticks.map((tick) => (tick === 0 ? '0' : shortExponent(tick)));
  const decimals = [0, 1, 2, 3, 4, 5].find((d) => Math.abs(distance * 10 ** d - Math.round(distance * 10 ** d)) < 1e-6);
  return ticks.map((tick) => withMinus(tick.toFixed(decimals ?? 5)));
}

/** The labels of a logarithmic axis: each for itself, since their distances differ. */
export function logTickLabels(ticks: readonly number[]): readonly string[] {
  return ticks.map((tick) => (tick >= 0.001 && tick < 1e5 ? formatPlain(tick) : shortExponent(tick)));
}

/** A number that somebody has set, with six digits at most: float32 makes 0.0010000000475 of 0.001. */
export function formatSetting(value: number): string {
  return withMinus(String(Number(value.toPrecision(6))));
}

/** What an expression comes to. */
export function formatCondition(value: number | boolean | string): string {
  if (typeof value !== 'number') return String(value);
  return Number.isInteger(value) ? formatStep(value).replace('-', '−') : formatSetting(value);
}

/** A step count: whole, in groups of three digits from 10,000 on. */
export function formatStep(step: number): string {
  const digits = String(Math.round(step));
  return digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

function shortExponent(value: number): string {
  return withMinus(value.toExponential(1).replace('.0e', 'e').replace('e+', 'e'));
}

function withMinus(digits: string): string {
  return digits.replace(/-/g, '−').replace('e+', 'e');
}

/** A short time in milliseconds, without its unit. */
export function formatMs(ms: number): string {
  return ms < 9.995 ? ms.toFixed(2) : ms < 99.95 ? ms.toFixed(1) : formatStep(Math.round(ms));
}

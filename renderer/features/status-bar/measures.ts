import type { Catalogue } from '../../../main/contract/text/catalogue';
import { formatStep } from '../../chart-data/number-format';

type StatusWords = Catalogue['window']['status'];

/** Updates per second: one decimal while they are few; a dash as long as none was made. */
export function rateText(rate: number): string {
  if (rate === 0) return '–';
  return rate < 9.95 ? rate.toFixed(1) : formatStep(rate);
}

/** Milliseconds to the end, as coarse as they are sure. */
export function etaText(ms: number, words: StatusWords): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < 60) return words.seconds(seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return words.minutes(minutes, seconds % 60);
  return words.hours(Math.floor(minutes / 60), minutes % 60);
}

/** Bytes in megabytes, from 10,000 of them on in gigabytes. */
export function memoryText(bytes: number, words: StatusWords): string {
  const megabytes = bytes / 1e6;
  return megabytes < 9999.5 ? words.megabytes(formatStep(megabytes)) : words.gigabytes((megabytes / 1000).toFixed(1));
}

/** Bytes in binary megabytes, as a budget is given: one decimal while they are few. */
export function megabytes(bytes: number): string {
  const count = bytes / 2 ** 20;
  return count < 9.95 ? String(Number(count.toFixed(1))) : formatStep(count);
}

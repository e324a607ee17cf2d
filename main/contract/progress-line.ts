import type { Logs } from './training-event';

/** Where an epoch stands; `steps` is absent where its length is unknown. */
export type Progress = {
  readonly done: number;
  readonly steps?: number;
  readonly logs: Logs;
  /** Training time of the epoch so far in milliseconds. */
  readonly elapsedMs: number;
};

const barWidth = 30;

/** One line in the manner of Keras: `45/469 [=>....] - ETA: 10s - loss: 0.2345 - accuracy: 0.9321`. */
export function progressLine(progress: Progress, etaLabel: string): string {
  const { done, steps, logs, elapsedMs } = progress;
  const isDone = steps === undefined || done >= steps;
  const perStep = done > 0 ? elapsedMs / done : 0;
  const time =
    isDone || done === 0
      ? `${duration(elapsedMs)} ${stepTime(perStep)}/step`
      : `${etaLabel}: ${duration(perStep * (steps - done))}`;
  const count = steps === undefined ? `${done}` : `${String(done).padStart(String(steps).length)}/${steps}`;
  const bar = steps === undefined ? '' : ` [${barOf(done, steps)}]`;
  return [`${count}${bar}`, time, ...Object.entries(logs).map(([key, value]) => `${key}: ${logNumber(value)}`)].join(
    ' - ',
  );
}

function barOf(done: number, steps: number): string {
  const filled = Math.floor((Math.min(done, steps) / steps) * barWidth);
  if (filled >= barWidth) return '='.repeat(barWidth);
  const head = filled > 0 ? `${'='.repeat(filled - 1)}>` : '';
  return head.padEnd(barWidth, '.');
}

/** `12s`, `3:07`, `1:02:03`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds}s`;
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** `1.2s`, `35ms`, `210us`. */
export function stepTime(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)}s`;
  return ms >= 1 ? `${Math.round(ms)}ms` : `${Math.round(ms * 1000)}us`;
}

/** Four decimals as Keras prints them, exponents for what is smaller than they can show. */
export function logNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) > 1e-3 || value === 0 ? value.toFixed(4) : value.toExponential(4);
}

import type { ErrorReport } from './errors';
import type { RunState } from './run-state';
import type { TrainingEvent } from './training-event';

/** A run whose process has died. */
export type Dead = Extract<RunState, { status: 'trainer-died' }>;

/** When a process died, and how. */
export type Death = { readonly time: number; readonly step: number; readonly error: ErrorReport };

/** Names, in the folder of a kept run, those of its processes that have died: written by the shell, told by the next one. */
export const deathsFile = 'deaths.json';

/** @param seen the newest step that was told of the run: the shell, which hears of it now and then, may know of an older one */
export function deadAt(state: Dead, seen: number | undefined): Dead {
  if (seen === undefined || seen === state.step) return state;
  const { error } = state;
  if (error.code !== 'trainer-exited') return { ...state, step: seen };
  return { ...state, step: seen, error: { ...error, values: { ...error.values, step: seen } } };
}

/** A death as a line of the log. @param time milliseconds since 1970 */
export function deathLine(state: Dead, time: number): Extract<TrainingEvent, { type: 'log' }> {
  const message = { code: 'state', values: { state } } as const;
  return { type: 'log', time, step: state.step, source: 'run', level: 'error', message };
}

/** What a file of deaths holds that can be told; nothing of what is none. */
export function deathsOf(value: unknown): readonly Death[] {
  return Array.isArray(value) ? value.filter(isDeath) : [];
}

function isDeath(value: unknown): value is Death {
  const { time, step, error } = (value ?? {}) as { readonly [name in keyof Death]?: unknown };
  return Number.isFinite(time) && Number.isSafeInteger(step) && Number(step) >= 0 && isErrorOfDeath(error);
}

function isErrorOfDeath(value: unknown): boolean {
  const { code, values, detail } = (value ?? {}) as { readonly [name: string]: unknown };
  if (typeof values !== 'object' || values === null || !['undefined', 'string'].includes(typeof detail)) return false;
  const { exitCode, signal, step, message } = values as { readonly [name: string]: unknown };
  if (code === 'trainer-not-started') return typeof message === 'string';
  return (
    code === 'trainer-exited' && Number.isInteger(exitCode) && typeof signal === 'string' && Number.isInteger(step)
  );
}

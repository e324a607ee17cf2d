import type { ErrorReport } from '../contract/errors';

/** How the training process ended, as far as the shell can tell. */
export type TrainerExit = {
  readonly exitCode: number;
  /** Completed updates, as last heard. */
  readonly step: number;
  /** Whether it has ever reported a state. */
  readonly hasSpoken: boolean;
  /** The end of what it wrote to standard error. */
  readonly errorOutput: string;
};

/** A utility process that a signal ended exits with the bare number of the signal. */
const signals: { readonly [exitCode: number]: string } = { 6: 'SIGABRT', 9: 'SIGKILL', 11: 'SIGSEGV', 15: 'SIGTERM' };

/** Name of the signal behind an exit code; empty where there was none, and on Windows, which has none. */
export function signalOf(exitCode: number, platform: string): string {
  return platform === 'win32' ? '' : (signals[exitCode] ?? '');
}

/** A training process that ended unasked, as an error with its last words as detail. */
export function exitError({ exitCode, step, hasSpoken, errorOutput }: TrainerExit, platform: string): ErrorReport {
  const signal = signalOf(exitCode, platform);
  const detail = errorOutput.trim() === '' ? {} : { detail: errorOutput };
  if (hasSpoken) return { code: 'trainer-exited', values: { exitCode, signal, step }, ...detail };
  const message = errorOutput.trim().split('\n').at(-1) || signal || `exit ${exitCode}`;
  return { code: 'trainer-not-started', values: { message }, ...detail };
}

const mostKept = 8000;

/** The end of a text that grows. */
export function tailOf(text: string, more: string): string {
  return (text + more).slice(-mostKept);
}

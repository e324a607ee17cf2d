/**
 * What the process ends with: `refused` before anything has run, `hit` at a condition, `interrupted` and those behind it
 * as a shell counts a signal: Ctrl+C, that the system asks the process to end, a terminal that goes away. These and `hit` say that the run is saved where it was to be; where it is not, it has `failed`.
 */
export const exitCodes = {
  fine: 0,
  failed: 1,
  refused: 2,
  hit: 3,
  notFinite: 4,
  interrupted: 130,
  terminated: 143,
  hungUp: 129,
} as const;

/** Signals that stop a run, with what the process ends with then. */
export const codeOfSignal = {
  SIGINT: exitCodes.interrupted,
  SIGTERM: exitCodes.terminated,
  SIGHUP: exitCodes.hungUp,
} as const;

/** A signal that stops a run. */
export type StopSignal = keyof typeof codeOfSignal;

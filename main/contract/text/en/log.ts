import type { RunStatus } from '../../run-state';

const states: { readonly [Status in RunStatus | 'pausing']: (step: string) => string } = {
  empty: () => 'Closed.',
  loading: () => 'Loading.',
  untrusted: () => 'The file has not been run before: waiting for your word.',
  ready: () => 'Ready.',
  running: (step) => (step === '0' ? 'Started.' : `Running on from step ${step}.`),
  pausing: () => 'Pausing after the batch in flight.',
  stepping: (step) => `Stepping from step ${step}.`,
  paused: (step) => `Paused at step ${step}.`,
  stopping: () => 'Stopping after the batch in flight.',
  stopped: (step) => `Stopped at step ${step}. The model is kept.`,
  finished: (step) => `Finished after ${step} steps.`,
  'out-of-data': (step) => `The data ended at step ${step}.`,
  failed: (step) => `Failed at step ${step}.`,
  'trainer-died': (step) => `The training process died at step ${step}.`,
};

/** Sentences of the log. Numbers come as text. */
export const log = {
  loaded: (name: string, parameters: string) => `${name} is loaded: ${parameters} parameters.`,
  epochEnded: (epoch: string, values: string) => `Epoch ${epoch} ended: ${values}.`,
  value: (name: string, value: string) => `${name} ${value}`,
  separator: ', ',
  states,
} as const;

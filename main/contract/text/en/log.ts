import { counted } from '../../counted';
import type { Exactness } from '../../debug/time-travel';
import type { RunStatus } from '../../run-state';
import type { EagerReason } from '../../step-mode';

const states: { readonly [Status in RunStatus | 'pausing']: (step: string) => string } = {
  empty: () => 'Closed.',
  loading: () => 'Loading.',
  untrusted: () => 'The file has not been run before: waiting for your word.',
  ready: () => 'Ready.',
  running: (step) => (step === '0' ? 'Started.' : `Running on from step ${step}.`),
  pausing: () => 'Pausing after the batch in flight.',
  stepping: (step) => `Stepping from step ${step}.`,
  paused: (step) => `Paused at step ${step}.`,
  moving: (step) => `Going back from step ${step}.`,
  stopping: () => 'Stopping after the batch in flight.',
  stopped: (step) => `Stopped at step ${step}. The model is kept.`,
  finished: (step) => `Finished after ${counted(step, 'step')}.`,
  'out-of-data': (step) => `The data ended at step ${step}.`,
  failed: (step) => `Failed at step ${step}.`,
  'trainer-died': (step) => `The training process died at step ${step}.`,
};

const exactness: { readonly [Kind in Exactness['kind']]: string } = {
  exact: 'exactly as it was',
  partly: 'weights, optimizer, metrics and data as they were, the rest not',
  differs: 'not as it was',
};

const reasons: { readonly [Code in EagerReason['code']]: (detail: string) => string } = {
  chosen: () => 'that was asked for.',
  'other-backend': () => 'TensorFlow itself is not there.',
  'reads-values': (operation) =>
    `something in model, loss or metrics reads the values of tensors (after ${operation}). Compute with tensors throughout to make it faster.`,
  changes: (operation) =>
    `something in model, loss or metrics is another in each step (at ${operation}). Draw random numbers with layers or from \`context.random\` to make it faster.`,
  'text-tensor': () => 'a tensor holds text.',
  'outside-variable': (variable) =>
    `the step writes the variable ${variable}, which is no weight of the model. Make it a weight of a layer.`,
  differs: () => 'the compiled step did not give the same numbers.',
  refused: (message) => `TensorFlow does not take the graph: ${message}`,
};

/** Sentences of the log. Numbers come as text. */
export const log = {
  loaded: (name: string, parameters: string) => `${name} is loaded: ${counted(parameters, 'parameter')}.`,
  epochEnded: (epoch: string, values: string) => `Epoch ${epoch} ended: ${values}.`,
  /** The data ended in it. */
  epochCut: (epoch: string, batches: string, values: string) =>
    `Epoch ${epoch} is cut short after ${counted(batches, 'batch', 'batches')}: ${values}.`,
  validated: (values: string) => `Validated: ${values}.`,
  value: (name: string, value: string) => `${name} ${value}`,
  separator: ', ',
  going: (from: string, to: string) => `Going from step ${from} to step ${to}.`,
  branched: (line: string, step: string) => `Going on from step ${step} as a new branch: line ${line}.`,
  /** Of a sentence. */
  end: '.',
  discarded: (epoch: string, batch: string) =>
    `Batch ${batch} of epoch ${epoch} is discarded: its update is not written.`,
  /** In a custom loop. */
  discardedCall: (call: string) => `The batch of call ${call} is discarded: its update is not written.`,
  /** NaN was kept from being written: what, and where it is. */
  notFinite: (title: string, cause: string) => `${title}. ${cause}`,
  inside: (step: string) => `Inside step ${step}: nothing of it is written yet.`,
  moved: (step: string, kind: Exactness['kind']) => `At step ${step} again: ${exactness[kind]}.`,
  pausedAhead: (step: string, batches: number) =>
    `Paused at step ${step}. ${batches === 1 ? 'The next batch is' : `The next ${batches} batches are`} taken from the data already, and kept.`,
  computes: {
    compiled: 'Steps are compiled.',
    eager: (why: string) => `Steps run operation by operation: ${why}`,
    evaluation: (why: string) => `Evaluation and prediction run operation by operation: ${why}`,
    ofModel: (model: string, sentence: string) => `${model}: ${sentence}`,
    reasons,
  },
  states,
} as const;

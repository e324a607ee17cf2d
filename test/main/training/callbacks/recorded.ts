import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorReport } from '../../../../main/contract/errors';
import type { Callback, TrainingControl } from '../../../../main/training/experiment';

export type Logs = { readonly [name: string]: number };
type Trace = readonly { readonly lr: number; readonly stop: boolean }[];
type Values = { readonly [name: string]: unknown };

/** What Keras's own callbacks did with given logs. */
export type Recorded = {
  readonly logs: readonly Logs[];
  readonly decisions: readonly { readonly callback: string; readonly options: Values; readonly trace: Trace }[];
  readonly csv: readonly {
    readonly options: Values;
    readonly runs: readonly (readonly Logs[])[];
    readonly text: string;
  }[];
  readonly checkpoints: readonly { readonly options: Values; readonly saved: readonly string[] }[];
  readonly formats: readonly {
    readonly format: string;
    readonly value: number;
    readonly integer?: boolean;
    readonly text: string;
  }[];
  readonly tensorboard: readonly {
    readonly updateFreq: unknown;
    readonly events: { readonly [part: string]: unknown };
  }[];
};

const special = new Set(['NaN', 'Infinity', '-Infinity']);
const file = join(import.meta.dirname, '../../../fixtures/keras-callbacks/callbacks.json');
export const recorded = JSON.parse(readFileSync(file, 'utf8'), (_, value: unknown) =>
  typeof value === 'string' && special.has(value) ? Number(value) : value,
) as Recorded;

/** `save_best_only` as `saveBestOnly`. */
export function camelCase(options: Values): Values {
  const name = (key: string): string => key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(options).map(([key, value]) => [name(key), value]));
}

/** A control without a model, that notes what is asked of it. */
export function fakeControl() {
  const warnings: ErrorReport[] = [];
  const saved: string[] = [];
  let rate = Math.fround(0.1);
  const control: TrainingControl = {
    stopTraining: false,
    get learningRate() {
      return rate;
    },
    set learningRate(value) {
      rate = Math.fround(value);
    },
    hasSchedule: false,
    iterations: 0,
    params: { epochs: 12, steps: 1 },
    model: undefined as never,
    copyWeights: () => ({ restore: () => undefined, read: () => ({}), dispose: () => undefined }),
    warn: (warning) => void warnings.push(warning),
    saveModel: (folder) => Promise.resolve(void saved.push(folder)),
    saveTraining: () => undefined,
    restoreTraining: () => undefined,
  };
  return { control, warnings, saved };
}

/** Runs a callback through epochs with given logs, as a training would. */
export async function drive(
  callback: Callback,
  logs: readonly Logs[],
  control: TrainingControl,
  { start = 0, batches = 0 } = {},
): Promise<Trace> {
  const trace: { lr: number; stop: boolean }[] = [];
  await callback.onTrainBegin?.(control);
  for (const [index, each] of logs.entries()) {
    await callback.onEpochBegin?.(start + index, control);
    for (let batch = 0; batch < batches; batch += 1)
      await callback.onBatchEnd?.(batch, { loss: each['loss']! }, control);
    await callback.onEpochEnd?.(start + index, { ...each }, control);
    trace.push({ lr: control.learningRate, stop: control.stopTraining });
    if (control.stopTraining) break;
  }
  await callback.onTrainEnd?.(control);
  return trace;
}

import type { BatchEnd, RunPlan, TrainingEvent } from '../../../main/contract/training-event';

/** The end of a batch with a loss, the first of its epoch unless said otherwise. */
export function batchEnd(step: number, loss = 1 / step): BatchEnd {
  return { type: 'batch-end', step, epoch: 0, batch: step - 1, rows: 8, own: { loss }, means: { loss }, ms: 1 };
}

export function logEvent(step: number, text: string): TrainingEvent {
  const message = { code: 'printed', values: { text } } as const;
  return { type: 'log', time: 0, step, source: 'experiment', level: 'info', message };
}

export const plan: RunPlan = {
  name: 'digits',
  file: '/experiments/digits.ts',
  mode: 'generator',
  seed: 7,
  threads: 2,
  versions: { tensorflow: '2.15.1' },
  models: [],
  series: ['loss'],
  validates: false,
  epochs: 2,
  initialEpoch: 0,
  stepsPerEpoch: 10,
  totalSteps: 20,
};

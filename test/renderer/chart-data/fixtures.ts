import type { RunPlan, TrainingEvent } from '../../../main/contract/training-event';

export function plan(part: Partial<RunPlan> = {}): RunPlan {
  return {
    name: 'digits',
    file: '/examples/digits.ts',
    mode: 'generator',
    seed: 7,
    threads: 2,
    versions: {},
    models: [],
    series: ['loss', 'accuracy'],
    validates: true,
    initialEpoch: 0,
    ...part,
  };
}

/** A falling loss and a rising accuracy, epoch by epoch. */
export function training(steps: number, stepsPerEpoch: number): TrainingEvent[] {
  const events: TrainingEvent[] = [];
  for (let step = 1; step <= steps; step++) {
    const epoch = Math.floor((step - 1) / stepsPerEpoch);
    const batch = (step - 1) % stepsPerEpoch;
    if (batch === 0) events.push({ type: 'epoch-begin', epoch, step: step - 1 });
    const own = { loss: lossAt(step), accuracy: 1 - 1 / (1 + step) };
    events.push({ type: 'batch-end', step, epoch, batch, rows: 32, own, means: own, ms: 1 });
    if (batch === stepsPerEpoch - 1) {
      const logs = { ...own, val_loss: own.loss + 0.1, val_accuracy: own.accuracy };
      events.push({ type: 'epoch-end', epoch, step, logs });
    }
  }
  return events;
}

export const lossAt = (step: number) => 2.4 / (1 + step / 100);

/** Training on from a step, on a line of its own, with other values. */
export function branch(from: number, steps: number): TrainingEvent[] {
  const events: TrainingEvent[] = [{ type: 'line', start: { line: 2, from: { line: 1, step: from } } }];
  for (let step = from + 1; step <= from + steps; step++) {
    const own = { loss: 9, accuracy: 0.5 };
    events.push({
      type: 'batch-end',
      step,
      epoch: Math.floor((step - 1) / 10),
      batch: 0,
      rows: 32,
      own,
      means: own,
      ms: 1,
    });
  }
  return events;
}

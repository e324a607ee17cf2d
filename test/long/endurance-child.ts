// Trains an experiment in this process as the training process of the app does, and prints what it took as JSON.
import { memory } from '@tensorflow/tfjs-core';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stepOf, type RunState } from '../../main/contract/run-state';
import type { TrainingEvent } from '../../main/contract/training-event';
import { Trainer } from '../../main/trainer/trainer';
import type { Endurance, Sample } from './endurance';

const [file = '', steps = '0', threads = '1'] = process.argv.slice(2);
/** Absent where collections are left to V8. */
const { gc: collect } = globalThis as unknown as { readonly gc?: () => void };
// Machine code that is for objects now collected is made anew: not too often.
const everySteps = collect ? 1000 : 250;
const ms = new Float64Array(Number(steps));
const samples: Sample[] = [];

function onEvent(event: TrainingEvent): void {
  if (event.type !== 'batch-end') return;
  ms[event.step - 1] = event.ms;
  if (event.step % everySteps !== 0) return;
  collect?.();
  samples.push({ step: event.step, tensors: memory().numTensors, rss: process.memoryUsage.rss() });
}

function finish(state: RunState): void {
  const result: Endurance = { status: state.status, step: stepOf(state), samples, ms: [...ms] };
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
}

const trainer = new Trainer(
  {
    kind: 'start',
    run: 'endurance',
    file,
    options: { autorun: true, progress: false },
    isTrusted: true,
    examplesFolder: '',
    trustFile: join(tmpdir(), `batchpoint-endurance-${process.pid}.json`),
    threads: Number(threads),
    language: 'en',
  },
  {
    loadEngine: async () => ({
      ...(await import('../../main/trainer/backend')),
      ...(await import('../../main/training/session/create-session')),
      ...(await import('../../main/training/session/saved-run')),
      ...(await import('../../main/training/session/saving')),
      ...(await import('../../main/training/debug/answers')),
    }),
    now: () => performance.timeOrigin + performance.now(),
    report: (report) => {
      if (report.kind !== 'state') return;
      const { status } = report.state;
      if (status === 'finished' || status === 'failed' || status === 'out-of-data') finish(report.state);
      if (report.state.status === 'failed') console.error(report.state.error);
    },
    onEvent,
  },
);
await trainer.load();

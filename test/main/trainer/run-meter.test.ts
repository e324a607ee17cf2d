import { expect, test } from 'vitest';
import type { RunPlan } from '../../../main/contract/training-event';
import { RunMeter } from '../../../main/trainer/run-meter';
import { batchEnd } from './fake-session';

const running = { type: 'state', state: { status: 'running', step: 0, pauseRequested: false } } as const;
const paused = {
  type: 'state',
  state: { status: 'paused', step: 300, at: 'between-batches', why: { kind: 'asked' } },
} as const;

function meterOf(totalSteps?: number) {
  let time = 0;
  const meter = new RunMeter(() => time);
  if (totalSteps !== undefined) meter.observe({ type: 'plan', plan: { totalSteps } as RunPlan });
  const runTo = (from: number, to: number, ms: number) => {
    for (let step = from; step <= to; step++) {
      time += ms;
      meter.observe(batchEnd(step));
    }
  };
  return { meter, runTo, wait: (ms: number) => void (time += ms) };
}

test('measures updates per second and the time to the end', () => {
  const { meter, runTo } = meterOf(1000);
  meter.observe(running);
  runTo(1, 400, 10);
  expect(meter.batchesPerSecond).toBeCloseTo(100, 0);
  expect(meter.etaMs).toBeCloseTo(6000, -1);
});

test('a pause does not count as slowness', () => {
  const { meter, runTo, wait } = meterOf(1000);
  meter.observe(running);
  runTo(1, 300, 10);
  meter.observe(paused);
  expect(meter.batchesPerSecond).toBe(0);
  wait(60_000);
  meter.observe(running);
  runTo(301, 400, 10);
  expect(meter.batchesPerSecond).toBeCloseTo(100, 0);
  expect(meter.etaMs).toBeCloseTo(6000, -1);
});

test('the pace is that of the last seconds, and there is no ETA without a total', () => {
  const { meter, runTo } = meterOf();
  meter.observe(running);
  runTo(1, 1000, 10);
  runTo(1001, 1100, 40);
  expect(meter.batchesPerSecond).toBeCloseTo(25, 0);
  expect(meter.etaMs).toBeUndefined();
});

test('a run that has gone back goes on at the pace of what it trains now', () => {
  const { meter, runTo } = meterOf(1000);
  meter.observe(running);
  runTo(1, 400, 10);
  const why = { kind: 'moved', exactness: { kind: 'exact', by: 'hash' } } as const;
  meter.observe({ type: 'state', state: { status: 'moving', step: 400, target: 50 } });
  meter.observe({ type: 'state', state: { status: 'paused', step: 50, at: 'between-batches', why, head: 400 } });
  meter.observe({ type: 'state', state: { status: 'running', step: 50, pauseRequested: false } });
  runTo(51, 100, 10);
  expect(meter.step).toBe(100);
  expect(meter.batchesPerSecond).toBeCloseTo(100, 0);
  expect(meter.etaMs).toBeCloseTo(9000, -1);
});

test('a run that goes on from a saved one counts what it has trained itself', () => {
  const { meter, runTo } = meterOf(6000);
  meter.observe({ type: 'state', state: { status: 'ready', step: 5000 } });
  meter.observe({ type: 'state', state: { status: 'running', step: 5000, pauseRequested: false } });
  runTo(5001, 5050, 10);
  expect(meter.batchesPerSecond).toBeCloseTo(100, 0);
});

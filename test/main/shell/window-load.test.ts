import type { ProcessMetric } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WindowLoad } from '../../../main/window-load';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Process = Pick<ProcessMetric, 'pid' | 'type' | 'cpu'>;

/** Processes by kind, with the seconds that each has used in a second that has passed. */
function machine(perSecond: { readonly [Kind in ProcessMetric['type']]?: number | undefined }, cores = 2) {
  const told: number[] = [];
  const processes = (): Process[] =>
    Object.entries(perSecond).map(([type, each], at) => ({
      pid: at + 1,
      type: type as Process['type'],
      cpu: {
        percentCPUUsage: 0,
        idleWakeupsPerSecond: 0,
        ...(each !== undefined && { cumulativeCPUUsage: 50 + (each * performance.now()) / 1000 }),
      },
    }));
  const load = new WindowLoad({ processes, cores, now: () => performance.now(), tell: (share) => told.push(share) });
  return { load, told };
}

it('tells what share of the whole machine the processes of the window take', () => {
  const { load, told } = machine({ Browser: 0.02, Tab: 0.1, GPU: 0.04, Utility: 1.9 }, 4);
  load.isOn = true;
  expect(told).toEqual([]);
  vi.advanceTimersByTime(6000);
  expect(told).toHaveLength(3);
  for (const share of told) expect(share).toBeCloseTo(0.16 / 4, 6);
});

it('measures only while it is on, and nothing of the time between', () => {
  const use = { Tab: 0.1 };
  const { load, told } = machine(use);
  load.isOn = true;
  vi.advanceTimersByTime(2000);
  load.isOn = false;
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(1);
  load.isOn = true;
  load.isOn = true;
  vi.advanceTimersByTime(2000);
  expect(told).toHaveLength(2);
  expect(told[1]).toBeCloseTo(0.05, 6);
});

it('knows nothing of a process that is new, or of one that the system says nothing of', () => {
  const use: { Tab?: number; GPU?: number | undefined } = { GPU: undefined };
  const { load, told } = machine(use);
  load.isOn = true;
  use.Tab = 0.1;
  vi.advanceTimersByTime(2000);
  expect(told).toEqual([0]);
});

import { describe, expect, it } from 'vitest';
import { RunClock } from '../../../renderer/chart-data/run-clock';
import { axisTicks, placeOnAxis, stepOnAxis } from '../../../renderer/chart-data/step-axis';

function clockOf(steps: number, stepsPerEpoch: number, msOf: (step: number) => number = () => 100): RunClock {
  const clock = new RunClock();
  for (let step = 1; step <= steps; step++) {
    const epoch = Math.floor((step - 1) / stepsPerEpoch);
    clock.add({ type: 'batch-end', step, epoch, batch: 0, rows: 1, own: {}, means: {}, ms: msOf(step) });
  }
  return clock;
}

describe('RunClock', () => {
  it('adds up the time of the batches alone', () => {
    const clock = clockOf(20, 10, (step) => (step === 1 ? 2000 : 100));
    expect([1, 2, 20].map((step) => clock.secondsAt(step))).toEqual([2, 2.1, expect.closeTo(3.9)]);
    expect(clock.secondsAt(40)).toBeCloseTo(7.8); // at the pace so far
    expect(new RunClock().secondsAt(3)).toBe(0);
  });

  it('knows how much there is of an epoch that came to no end', () => {
    const clock = clockOf(25, 10);
    clock.stepsPerEpoch = 10;
    expect(clock.partOf(25)).toEqual({ epoch: 2, from: 20, to: 25 });
    expect(clock.partOf(20)).toBeUndefined();
    expect(new RunClock().partOf(3)).toBeUndefined();
  });

  it('tells steps as parts of epochs once their length is known', () => {
    const clock = clockOf(7, 10);
    expect(clock.hasEpochs).toBe(false);
    clock.stepsPerEpoch = 10;
    expect(clock.hasEpochs).toBe(true);
    expect([0, 5, 7].map((step) => clock.epochsAt(step))).toEqual([0, 0.5, 0.7]);
    expect(clockOf(25, 10).epochsAt(25)).toBe(2.5);
  });

  it('measures each epoch by its own length, and says when that moves steps', () => {
    const clock = clockOf(10, 10);
    clock.stepsPerEpoch = 10;
    const before = clock.revision;
    for (let step = 11; step <= 14; step++) {
      clock.add({ type: 'batch-end', step, epoch: 1, batch: 0, rows: 1, own: {}, means: {}, ms: 1 });
    }
    expect(clock.revision).toBe(before);
    clock.add({ type: 'batch-end', step: 15, epoch: 2, batch: 0, rows: 1, own: {}, means: {}, ms: 1 });
    expect(clock.revision).toBe(before + 1);
    expect([10, 12, 14].map((step) => clock.epochsAt(step))).toEqual([1, 1.5, 2]);
  });

  it('knows the epoch of a step', () => {
    const clock = clockOf(45, 10);
    expect([1, 10, 11, 45].map((step) => clock.epochOf(step))).toEqual([0, 0, 1, 4]);
  });

  it('goes on from where a line parts', () => {
    const clock = clockOf(30, 10).upTo(12);
    expect([clock.head, clock.secondsAt(12)]).toEqual([12, expect.closeTo(1.2)]);
    clock.add({ type: 'batch-end', step: 13, epoch: 1, batch: 0, rows: 1, own: {}, means: {}, ms: 1000 });
    expect(clock.secondsAt(13)).toBeCloseTo(2.2);
    expect(clock.epochsAt(13)).toBe(1.3);
  });
});

it.each(['step', 'time', 'epoch'] as const)('finds the step of each place on the axis of %ss', (axis) => {
  const clock = clockOf(95, 10, (step) => 10 + (step % 7) * 30);
  for (const step of [1, 9, 10, 11, 50, 94, 95]) {
    expect(stepOnAxis(axis, clock, placeOnAxis(axis, clock, step))).toBe(step);
  }
  expect(stepOnAxis(axis, clock, placeOnAxis(axis, clock, 120))).toBe(120);
});

it('writes time in the unit that fits', () => {
  expect(axisTicks('time', [0, 60], 3).map(({ label }) => label)).toEqual(['0', '20', '40', '60']);
  expect(axisTicks('time', [0, 3600], 3).at(-1)).toEqual({ at: 3600, label: '60' });
  expect(axisTicks('time', [0, 36_000], 2).at(-1)).toEqual({ at: 36_000, label: '10' });
  expect(axisTicks('epoch', [0, 2], 4).map(({ label }) => label)).toEqual(['0.0', '0.5', '1.0', '1.5', '2.0']);
});

import { expect, test } from 'vitest';
import type { TrainingEvent } from '../../../main/contract/training-event';
import { EventBuffer, unpackEvents } from '../../../main/trainer/event-buffer';
import { EventPiece } from '../../../main/trainer/event-piece';

const batchEnd = (step: number): TrainingEvent => ({
  type: 'batch-end',
  step,
  epoch: 0,
  batch: step - 1,
  rows: 32,
  own: { loss: Math.sin(step), accuracy: step === 7 ? NaN : 0.5 },
  means: { loss: Math.cos(step), accuracy: 0.5 },
  ms: 1.25,
  ...(step % 9 === 0 && { file: `/batches/hard-${step % 2}.npz` }),
});

function filled(count: number): EventBuffer {
  const events = new EventBuffer();
  for (let step = 1; step <= count; step++) events.push(batchEnd(step));
  return events;
}

const steps = (events: readonly TrainingEvent[]): number[] =>
  events.map((event) => (event.type === 'batch-end' ? event.step : -1));

test('gives back every event as it came, packed or not', () => {
  const events = filled(2500);
  expect(events.length).toBe(2500);
  const all = events.since(0, 5000);
  expect(all).toEqual(Array.from({ length: 2500 }, (_, index) => batchEnd(index + 1)));
});

test('gives at most so many, from any number on', () => {
  const events = filled(2500);
  expect(steps(events.since(1022, 4))).toEqual([1023, 1024, 1025, 1026]);
  expect(steps(events.since(2047, 2))).toEqual([2048, 2049]);
  expect(steps(events.since(2479, 3))).toEqual([2480, 2481, 2482]);
  expect(steps(events.since(2490, 7))).toEqual([2491, 2492, 2493, 2494, 2495, 2496, 2497]);
  expect(steps(events.since(2498, 100))).toEqual([2499, 2500]);
  expect(events.since(2500, 10)).toEqual([]);
  expect(events.since(9000, 10)).toEqual([]);
});

test('a chunk that has just been settled is still there', () => {
  expect(steps(filled(1024).since(1023, 10))).toEqual([1024]);
  expect(steps(filled(16).since(15, 10))).toEqual([16]);
});

test('is read while it grows', () => {
  const events = new EventBuffer();
  for (let step = 1; step <= 2100; step++) {
    events.push(batchEnd(step));
    expect(steps(events.since(step - 3, 10))).toEqual([step - 2, step - 1, step].filter((each) => each > 0));
  }
});

test('keeps long histories small', () => {
  expect(filled(20_000).pack().byteLength / 20_000).toBeLessThan(60);
});

test('keeps events of all kinds in order, batches of several models among them', () => {
  const mixed = (step: number): TrainingEvent => {
    if (step % 7 === 0) return { type: 'epoch-begin', epoch: step, step };
    const event = batchEnd(step) as Extract<TrainingEvent, { type: 'batch-end' }>;
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`part_${at}`, at === 3 ? -0 : step / at]));
    return step % 2 === 0 ? event : { ...event, own: many, means: {} };
  };
  const events = new EventBuffer();
  for (let step = 1; step <= 1500; step++) events.push(mixed(step));
  expect(events.since(0, 5000)).toEqual(Array.from({ length: 1500 }, (_, index) => mixed(index + 1)));
  expect(events.since(1490, 2)).toEqual([mixed(1491), mixed(1492)]);
});

test('writes the numbers of one batch after the other into the same array, and lets go of the others', () => {
  const piece = new EventPiece(2);
  const arrays = [1, 3, 5].map((step) => {
    piece.clear();
    piece.add(batchEnd(step));
    piece.add({ type: 'epoch-begin', epoch: 0, step });
    return piece.packed[1].buffer;
  });
  expect(new Set(arrays).size).toBe(1);
  expect(piece.unpack(piece.packed)).toEqual([batchEnd(5), { type: 'epoch-begin', epoch: 0, step: 5 }]);
  const [slots] = piece.packed;
  piece.clear();
  expect(slots).toEqual([0, 0]);
});

test.each([0, 1, 15, 16, 1023, 1024, 2500])('gives all of %i events to another process', (count) => {
  const events = filled(count);
  expect([...unpackEvents(events.pack())]).toEqual(events.since(0, count));
  expect(events.length).toBe(count);
});

import { expect, onTestFinished, test, vi } from 'vitest';
import type { HostReport } from '../../../main/contract/trainer-start';
import type { TrainingEvent } from '../../../main/contract/training-event';
import { RunTeller } from '../../../main/trainer/run-teller';
import { batchEnd } from './fake-session';
import { FakePort } from './trainer-fixture';

/** A teller, and the steps that the shell hears of. */
function setUp() {
  const steps: number[] = [];
  const teller = new RunTeller(
    { run: 'run-1' },
    {
      now: () => performance.now(),
      report: (report: HostReport) => {
        if (report.kind === 'progress') steps.push(report.step);
      },
      hear: () => {},
      measure: () => ({ tensors: 12 }),
    },
  );
  onTestFinished(() => teller.dispose());
  const tell = (...events: readonly TrainingEvent[]) => events.forEach((event) => teller.tell(event));
  return { teller, tell, steps };
}

test('a window hears hello, then live events in order, batched but for states', async () => {
  const { teller, tell } = setUp();
  const port = new FakePort();
  teller.attach(port, () => {});
  expect(port.messages[0]).toMatchObject({ kind: 'hello', version: 1, run: 'run-1', events: 0 });
  port.say({ kind: 'catch-up', from: 0 });
  const before = port.messages.length;
  tell(batchEnd(1), batchEnd(2));
  expect(port.messages).toHaveLength(before);
  await vi.waitFor(() => expect(port.events.slice(-2)).toEqual([batchEnd(1), batchEnd(2)]));
  tell(batchEnd(3), { type: 'state', state: { status: 'finished', step: 3 } });
  expect(port.events.slice(-2)).toEqual([batchEnd(3), { type: 'state', state: { status: 'finished', step: 3 } }]);
});

/** Time passes only as a test says. */
function stopClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
}

test('a window hears of a run that goes on as often as it wants to, and of a state at once', async () => {
  stopClock();
  const { teller, tell } = setUp();
  const port = new FakePort();
  teller.attach(port, () => {});
  port.say({ kind: 'catch-up', from: 0 });
  port.say({ kind: 'pace', ms: 300 });
  const heard: number[] = [];
  const began = performance.now();
  const arrays = () => port.messages.filter(({ kind }) => kind === 'events').length;
  let known = arrays();
  for (let step = 1; step <= 305; step++) {
    tell(batchEnd(step));
    await vi.advanceTimersByTimeAsync(5);
    if (arrays() > known) heard.push(performance.now() - began);
    known = arrays();
  }
  const gaps = heard.slice(1).map((time, at) => time - heard[at]!);
  expect(gaps).toHaveLength(5);
  expect(gaps.slice(1)).toEqual([300, 300, 300, 300]);
  tell({ type: 'state', state: { status: 'finished', step: 1 } });
  expect(port.events.at(-1)).toMatchObject({ type: 'state' });
});

test('a window hears in one message that a pause is wanted and that the run stands', async () => {
  const { teller, tell } = setUp();
  const port = new FakePort();
  teller.attach(port, () => {});
  port.say({ kind: 'catch-up', from: 0 });
  const asked = { type: 'state', state: { status: 'running', step: 4, pauseRequested: true } } as const;
  const why = { kind: 'asked' } as const;
  const stands = { type: 'state', state: { status: 'paused', step: 4, at: 'between-batches', why } } as const;
  const arrays = () => port.messages.flatMap((message) => (message.kind === 'events' ? [message.events] : []));
  tell(asked);
  await Promise.resolve();
  tell(stands);
  expect(arrays().at(-1)).toEqual([asked, stands]);
  tell(asked);
  await new Promise((resolve) => setImmediate(resolve));
  expect(arrays().at(-1)).toEqual([asked]); // it does not stand yet
});

test('a window that comes late catches up from where it says, in parts of at most 5,000', async () => {
  const { teller, tell } = setUp();
  for (let step = 1; step <= 12_000; step++) tell(batchEnd(step));
  const first = new FakePort();
  teller.attach(first, () => {});
  expect(first.messages[0]).toMatchObject({ kind: 'hello', events: 12_000 });
  expect(first.events).toEqual([]);
  first.say({ kind: 'catch-up', from: 5 });
  await vi.waitFor(() => expect(first.events).toHaveLength(11_995));
  const parts = first.messages.filter((message) => message.kind === 'events');
  expect(parts.map(({ from, events }) => [from, events.length])).toEqual([
    [5, 5000],
    [5005, 5000],
    [10_005, 1995],
  ]);
  expect(first.events.at(-1)).toEqual(batchEnd(12_000));
});

test('another window replaces the former one', async () => {
  const { teller, tell } = setUp();
  const [first, second] = [new FakePort(), new FakePort()];
  teller.attach(first, () => {});
  first.say({ kind: 'catch-up', from: 0 });
  teller.attach(second, () => {});
  second.say({ kind: 'catch-up', from: 0 });
  expect(first.isClosed).toBe(true);
  tell({ type: 'state', state: { status: 'stopped', step: 0 } });
  expect(first.events).toEqual([]);
  expect(second.events.at(-1)).toEqual({ type: 'state', state: { status: 'stopped', step: 0 } });
});

test('what is printed stands at the step that was trained last, in a run that goes on too', async () => {
  const { teller, tell } = setUp();
  const port = new FakePort();
  teller.attach(port, () => {});
  port.say({ kind: 'catch-up', from: 0 });
  const print = (text: string) => teller.log({ code: 'printed', values: { text } }, 'experiment', 'info');
  tell({ type: 'state', state: { status: 'running', step: 0, pauseRequested: false } }, batchEnd(1), batchEnd(2));
  print('trained');
  tell({ type: 'state', state: { status: 'moving', step: 2, target: 1 } });
  tell({ type: 'state', state: { status: 'running', step: 1, pauseRequested: false } });
  print('back');
  const lines = () =>
    port.events.flatMap((event) => (event.type === 'log' && event.source === 'experiment' ? [event.step] : []));
  await vi.waitFor(() => expect(lines()).toEqual([2, 1]));
});

test('status comes four times a second while it runs, and not while it stands', async () => {
  stopClock();
  const { teller, tell, steps } = setUp();
  const port = new FakePort();
  teller.attach(port, () => {});
  const count = () => port.messages.filter(({ kind }) => kind === 'status').length;
  const ready = count();
  tell({ type: 'state', state: { status: 'running', step: 0, pauseRequested: false } });
  for (let step = 1; step <= 20; step++) tell(batchEnd(step));
  await vi.advanceTimersByTimeAsync(750);
  expect(count()).toBe(ready + 3);
  const status = port.messages.flatMap((message) => (message.kind === 'status' ? [message.status] : [])).at(-1);
  expect(status?.tensors).toBe(12);
  expect(status?.memory).toBeGreaterThan(1e7);
  expect(status?.batchesPerSecond).toBeGreaterThan(0);
  expect(steps.at(-1)).toBe(20);
  tell({ type: 'state', state: { status: 'finished', step: 20 } });
  const finished = count();
  await vi.advanceTimersByTimeAsync(600);
  expect(count()).toBe(finished);
});

import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import type { TrainingEvent } from '../../../main/contract/training-event';
import { EventBuffer } from '../../../main/trainer/event-buffer';
import { readTail } from '../../../main/trainer/read-tail';
import { mostTailBytes } from '../../../main/trainer/tail-file';
import { tailName, ToldTail } from '../../../main/trainer/told-tail';
import { batchEnd } from './fake-session';

const parent = mkdtempSync(join(tmpdir(), 'batchpoint-tail-'));
afterAll(() => rmSync(parent, { recursive: true }));

function setUp(folder = mkdtempSync(join(parent, 'run-'))) {
  const events = new EventBuffer();
  const tail = new ToldTail(folder, events);
  onTestFinished(() => tail.close());
  const tell = (first: number, last: number) => {
    for (let step = first; step <= last; step++) events.push(batchEnd(step));
    tail.write();
  };
  return { events, tail, tell, folder };
}

/** What another process would find behind a state with so many events. */
const found = (folder: string, told: number) => readTail(join(folder, tailName(told)));

const steps = (events: readonly TrainingEvent[]) =>
  events.map((event) => (event.type === 'batch-end' ? event.step : event.type));

const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at);

test('before a state is kept, nothing is written', async () => {
  const { tail, tell, folder } = setUp();
  tell(1, 50);
  await tail.close();
  expect(readdirSync(folder)).toEqual([]);
});

test('holds each event behind the kept state once, whole pieces or not, packed chunks or not', async () => {
  const { tail, tell, folder } = setUp();
  tell(1, 20);
  tail.keeping();
  tail.kept();
  tell(21, 21);
  tell(22, 40);
  tell(41, 1050);
  tell(1051, 3300);
  await tail.close();
  const { events, trouble } = await found(folder, 20);
  expect(trouble).toBeUndefined();
  expect(steps(events)).toEqual(from(21, 3300));
  expect(events[0]).toEqual(batchEnd(21));
});

test('while a state is written, what comes is behind both, and behind the newer one alone once that is there', async () => {
  const { tail, tell, folder } = setUp();
  tell(1, 5);
  tail.keeping();
  tail.kept();
  tell(6, 30);
  tail.keeping();
  tell(31, 33);
  await vi.waitFor(async () => expect(steps((await found(folder, 5)).events)).toEqual(from(6, 33)));
  await vi.waitFor(async () => expect(steps((await found(folder, 30)).events)).toEqual([31, 32, 33]));
  tail.kept();
  tell(34, 35);
  await vi.waitFor(() => expect(readdirSync(folder)).toEqual([tailName(30)]));
  await vi.waitFor(async () => expect(steps((await found(folder, 30)).events)).toEqual(from(31, 35)));
});

test('a state that could not be written leaves what is behind the one before it', async () => {
  const { tail, tell, folder } = setUp();
  tell(1, 5);
  tail.keeping();
  tail.kept();
  tell(6, 8);
  tail.keeping();
  tail.keeping();
  tell(9, 9);
  tail.keeping();
  tell(10, 11);
  tail.kept();
  await tail.close();
  await vi.waitFor(() => expect(readdirSync(folder)).toEqual([tailName(9)]));
  expect(steps((await found(folder, 9)).events)).toEqual([10, 11]);
});

test('the next process goes on behind what was whole', async () => {
  const { tail, tell, folder } = setUp();
  tell(1, 10);
  tail.keeping();
  tail.kept();
  tell(11, 40);
  tell(41, 42);
  await tail.close();
  const file = join(folder, tailName(10));
  truncateSync(file, readFileSync(file).byteLength - 3);
  const left = await found(folder, 10);
  expect(steps(left.events)).toEqual(from(11, 40));
  expect(left.trouble).toBeUndefined();

  const next = setUp(folder);
  next.events.push({ type: 'past', events: 40 });
  for (const step of from(1, 40)) next.events.push(batchEnd(step));
  next.tail.goOn(10, left.end, next.events.length);
  next.tell(11, 13);
  await next.tail.close();
  expect(steps((await found(folder, 10)).events)).toEqual([...from(11, 40), 11, 12, 13]);
});

test('what is broken, or larger than any, is not believed; what is before it is', async () => {
  const { tail, tell, folder } = setUp();
  tail.keeping();
  tail.kept();
  tell(1, 3);
  await tail.close();
  const file = join(folder, tailName(0));
  const whole = readFileSync(file);
  appendFileSync(file, Uint8Array.of(4, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8));
  const broken = await found(folder, 0);
  expect(steps(broken.events)).toEqual([1, 2, 3]);
  expect(broken).toMatchObject({ end: whole.byteLength, trouble: { phrase: 'checksum-at' } });

  writeFileSync(file, 'no tail, but a text that is long enough');
  expect(await found(folder, 0)).toMatchObject({ events: [], end: 0 });

  truncateSync(file, mostTailBytes + 1);
  expect(await found(folder, 0)).toMatchObject({
    events: [],
    end: 0,
    trouble: `${mostTailBytes + 1} B > ${mostTailBytes} B`,
  });
  expect(await found(folder, 99)).toEqual({ events: [], end: 0 });
});

test('ends at its bound, and can still be read', async () => {
  const { events, tail, folder } = setUp();
  tail.keeping();
  tail.kept();
  const text = 'x'.repeat(1 << 20);
  for (let step = 1; step <= 40; step++) {
    const message = { code: 'printed', values: { text } } as const;
    events.push({ type: 'log', time: step, step, source: 'experiment', level: 'info', message });
    tail.write();
  }
  await tail.close();
  const left = await found(folder, 0);
  expect(left.trouble).toBeUndefined();
  expect(left.end).toBeLessThanOrEqual(mostTailBytes);
  expect(left.events.length).toBeGreaterThan(1);
  expect(left.events.length).toBeLessThan(40);
});

test('a folder that can not be written stops nobody', async () => {
  const { tail, tell, folder } = setUp();
  writeFileSync(join(folder, 'file'), '');
  const other = setUp(join(folder, 'file', 'below'));
  other.tail.keeping();
  other.tail.kept();
  other.tell(1, 100);
  await other.tail.close();
  tell(1, 1);
  await tail.close();
  expect(readdirSync(folder)).toEqual(['file']);
});

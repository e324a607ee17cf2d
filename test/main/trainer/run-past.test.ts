import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { deathLine, deathsFile } from '../../../main/contract/death';
import type { TrainingEvent } from '../../../main/contract/training-event';
import { EventBuffer } from '../../../main/trainer/event-buffer';
import { readPast } from '../../../main/trainer/run-past';
import { tailName, ToldTail } from '../../../main/trainer/told-tail';
import { batchEnd } from './fake-session';

const parent = mkdtempSync(join(tmpdir(), 'batchpoint-past-'));
afterAll(() => rmSync(parent, { recursive: true }));

/** A run that was kept behind step 3 and died behind step 5, with what the shell has written of that. */
async function died(deaths?: unknown) {
  const folder = mkdtempSync(join(parent, 'run-'));
  const events = new EventBuffer();
  const tell = (...more: readonly TrainingEvent[]) => more.forEach((event) => events.push(event));
  tell(batchEnd(1), batchEnd(2), batchEnd(3));
  const tail = new ToldTail(folder, events);
  const packed = events.pack();
  tail.keeping();
  tail.kept();
  tell(batchEnd(4), batchEnd(5));
  tail.write();
  await tail.close();
  if (deaths !== undefined) writeFileSync(join(folder, deathsFile), JSON.stringify(deaths));
  return { folder, packed };
}

const exited = { code: 'trainer-exited', values: { exitCode: 9, signal: 'SIGKILL', step: 4 } } as const;
const death = { time: 1_700_000_000_000, step: 4, error: exited };

test('is what was told up to the state and behind it, and that the process died behind the last step', async () => {
  const { folder, packed } = await died([death]);
  const { events, deaths, told, trouble } = await readPast(folder, packed);
  expect(events).toEqual([1, 2, 3, 4, 5].map((step) => batchEnd(step)));
  expect(told).toBe(3);
  const error = { code: 'trainer-exited', values: { exitCode: 9, signal: 'SIGKILL', step: 5 } } as const;
  expect(deaths).toEqual([deathLine({ status: 'trainer-died', step: 5, error }, death.time)]);
  expect(trouble).toBeUndefined();
});

test('a death that was told by a process that has died since is told once', async () => {
  const { folder } = await died([death, { ...death, time: death.time + 1 }]);
  const events = new EventBuffer();
  events.push(deathLine({ status: 'trainer-died', step: 2, error: exited }, death.time));
  events.push({ type: 'resumed', step: 2, epoch: 0, edits: [] });
  const past = await readPast(folder, events.pack());
  expect(past.deaths).toMatchObject([{ time: death.time + 1, step: 4 }]);
});

test.each([
  ['no JSON', undefined],
  ['no list', { time: 1 }],
  ['no deaths', [null, 7, 'x', {}, { ...death, time: 'soon' }, { ...death, step: -1 }]],
  [
    'no errors of a death',
    [
      { ...death, error: null },
      { ...death, error: { code: 'trainer-exited', values: { exitCode: 9, signal: 9, step: 4 } } },
      { ...death, error: { code: 'no-answer', values: {} } },
      { ...death, error: { ...exited, detail: 7 } },
    ],
  ],
])('of what the shell has written nothing is told that is %s', async (_, content) => {
  const { folder, packed } = await died(content);
  if (content === undefined) writeFileSync(join(folder, deathsFile), '[{');
  const past = await readPast(folder, packed);
  expect(past.deaths).toEqual([]);
  expect(past.events).toHaveLength(5);
});

test('a file behind the state that is broken is named, and the run goes on without it', async () => {
  const { folder, packed } = await died();
  const file = join(folder, tailName(3));
  writeFileSync(file, Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 7, 7));
  const past = await readPast(folder, packed);
  expect(past.events).toEqual([1, 2, 3].map((step) => batchEnd(step)));
  expect(past.trouble).toMatchObject({ code: 'tail-unread', values: { file } });
});

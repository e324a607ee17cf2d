import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { batchEnds, noisyExperiment } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

let folder = '';
let run: DebuggedSession;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-replay-'));
});
afterEach(() => {
  run.close();
  rmSync(folder, { recursive: true });
});

/** Trains on a batch of the data and saves it. */
async function saved(name: string): Promise<string> {
  await run.step(1);
  const file = join(folder, name);
  writeFileSync(file, (await run.ask('batchFile'))!.bytes);
  return file;
}

it('updates on one file are not ended by what is said of another', async () => {
  run = await DebuggedSession.open(noisyExperiment);
  const [one, other] = [await saved('one.npz'), await saved('other.npz')];
  const { id: first } = await run.ask('replayBatch', one, 1);
  await run.step(1);
  const { id: second } = await run.ask('replayBatch', other, 3);
  await run.ask('undo', first);
  await run.step(1);
  expect(batchEnds(run.events).map(({ file }) => file)).toEqual([undefined, undefined, one, other]);
  await run.ask('undo', second);
  await run.step(1);
  expect(batchEnds(run.events).at(-1)!.file).toBe(undefined);
  const { hash } = run;
  await run.goTo(1);
  await run.goTo(5);
  expect(run.hash).toBe(hash);
});

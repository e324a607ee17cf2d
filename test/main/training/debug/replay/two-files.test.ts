import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEdits } from '../../../../../main/contract/debug/read-edits';
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

describe('undoing updates on a file that have replaced those on another', () => {
  const files = () => batchEnds(run.events).map(({ file }) => file);
  let [one, other, first, second] = ['', '', 0, 0];
  /** One update of four on the first file, and one of two on the other. */
  beforeEach(async () => {
    run = await DebuggedSession.open(noisyExperiment);
    [one, other] = [await saved('one.npz'), await saved('other.npz')];
    ({ id: first } = await run.ask('replayBatch', one, 4));
    await run.step(1);
    ({ id: second } = await run.ask('replayBatch', other, 2));
    await run.step(1);
    expect(files().slice(2)).toEqual([one, other]);
  });

  it('puts back what was left of those, and is undone in turn', async () => {
    const { id } = await run.ask('undo', second);
    expect(run.edits.at(-1)).toMatchObject({ edit: { file: one, times: 3 }, undoes: second });
    await run.step(2);
    expect(files().slice(4)).toEqual([one, one]);
    await run.ask('undo', id);
    await run.step(2);
    expect(files().slice(6)).toEqual([other, undefined]);
    const [{ hash }, edits] = [run, run.edits];
    await run.goTo(1);
    await run.goTo(8);
    expect(run.hash).toBe(hash);
    run.close();
    run = await DebuggedSession.open(noisyExperiment, false, readEdits(JSON.parse(JSON.stringify(edits))));
    await run.step(8);
    expect(run.hash).toBe(hash);
  });

  it('puts them back where its own are over', async () => {
    await run.step(2);
    await run.ask('undo', second);
    await run.step(4);
    expect(files().slice(4)).toEqual([other, undefined, one, one, one, undefined]);
  });

  it('leaves those that were undone, and those that have replaced it', async () => {
    await run.ask('undo', first);
    await run.ask('undo', second);
    await run.step(1);
    expect(files().slice(4)).toEqual([undefined]);
    const third = await saved('third.npz');
    const { id } = await run.ask('replayBatch', other, 2);
    await run.ask('replayBatch', third, 2);
    await run.ask('undo', id);
    await run.step(3);
    expect(files().slice(6)).toEqual([third, third, undefined]);
  });
});

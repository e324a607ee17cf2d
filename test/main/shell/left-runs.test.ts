import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeptRuns } from '../../../main/kept-runs';
import { LeftRuns } from '../../../main/left-runs';
import { writeSavedRun } from '../../../main/training/session/saved-run';

let parent = '';
let keptRuns = new KeptRuns(parent);
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'batchpoint-left-'));
  keptRuns = new KeptRuns(parent);
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** A run at this step that an app has left, so many seconds after 1970. */
async function leave(id: string, step: number, seconds: number): Promise<string> {
  const folder = join(parent, id);
  await writeSavedRun(folder, { step, models: {}, position: null, origin: { file: `/${id}.ts`, name: `net ${id}` } });
  utimesSync(join(folder, 'training.json'), seconds, seconds);
  return folder;
}

describe('LeftRuns', () => {
  it('finds nothing where no app has been killed', async () => {
    rmSync(parent, { recursive: true });
    expect(await new LeftRuns(keptRuns).list()).toEqual([]);
  });

  it('offers the newest three, newest first, and takes the others off the disk', async () => {
    for (const n of [2, 4, 1, 3]) await leave(`r${n}`, 10 * n, n);
    const left = new LeftRuns(keptRuns);
    const runOf = (n: number) => ({ id: `r${n}`, name: `net r${n}`, step: 10 * n, time: 1000 * n });
    expect(await left.list()).toEqual([runOf(4), runOf(3), runOf(2)]);
    expect(readdirSync(parent).sort()).toEqual(['r2', 'r3', 'r4']);
    expect(await left.folderOf('r3')).toBe(join(parent, 'r3'));
  });

  it('removes what is damaged or was never whole', async () => {
    const [noBytes, noJson, notJson] = [await leave('a', 1, 1), await leave('b', 1, 1), await leave('c', 1, 1)];
    for (const name of readdirSync(noBytes)) if (name.endsWith('.bin')) rmSync(join(noBytes, name));
    rmSync(join(noJson, 'training.json'));
    writeFileSync(join(notJson, 'training.json'), '{"version": 1, ');
    await writeSavedRun(join(parent, 'd'), { step: 1, models: {}, position: null });
    mkdirSync(join(parent, 'e'));
    await leave('f', 6, 1);
    expect(await new LeftRuns(keptRuns).list()).toMatchObject([{ id: 'f', step: 6 }]);
    expect(readdirSync(parent)).toEqual(['f']);
  });

  it('offers of a run that went on only the newer state', async () => {
    const older = await leave('older', 40, 1);
    const newer = await leave('newer', 60, 2);
    keptRuns.follow(newer, older);
    expect(await new LeftRuns(keptRuns).list()).toMatchObject([{ id: 'newer', step: 60 }]);
    expect(existsSync(older)).toBe(false);
  });

  it('offers the older state where the newer is damaged', async () => {
    const older = await leave('older', 40, 1);
    const newer = await leave('newer', 60, 2);
    keptRuns.follow(newer, older);
    rmSync(join(newer, 'training.json'));
    expect(await new LeftRuns(keptRuns).list()).toMatchObject([{ id: 'older', step: 40 }]);
  });

  it.each([
    ['shorter than it was written', (bytes: Buffer) => bytes.subarray(1)],
    ['other than it was written', (bytes: Buffer) => bytes.map((byte, at) => (at === 3 ? byte ^ 1 : byte))],
  ])('does not offer a state whose tensors are %s', async (_, damage) => {
    const older = await leave('older', 40, 1);
    const newer = join(parent, 'newer');
    const told = { dtype: 'uint8', shape: [8], bytes: new Uint8Array(8).fill(7) } as const;
    await writeSavedRun(newer, { step: 60, models: {}, position: null, origin: { file: '/a.ts', name: 'a' }, told });
    keptRuns.follow(newer, older);
    expect(await new LeftRuns(keptRuns).list()).toMatchObject([{ id: 'newer' }]);
    await leave('older', 40, 1);
    const tensors = join(
      newer,
      readdirSync(newer).find((name) => name.endsWith('.bin'))!,
    );
    writeFileSync(tensors, damage(readFileSync(tensors)));
    expect(await new LeftRuns(keptRuns).list()).toMatchObject([{ id: 'older', step: 40, isOlder: true }]);
    expect(existsSync(newer)).toBe(false);
  });

  it('counts the runs of which nothing whole is left, and not those that have kept nothing yet', async () => {
    const spoil = (folder: string) => writeFileSync(join(folder, 'training.json'), '{"version": 1, ');
    const [alone, first, second] = [
      await leave('alone', 1, 1),
      await leave('first', 2, 2),
      await leave('second', 3, 3),
    ];
    keptRuns.follow(second, first);
    for (const folder of [alone, first, second]) spoil(folder);
    const older = await leave('older', 4, 4);
    const newer = await leave('newer', 5, 5);
    keptRuns.follow(newer, older);
    spoil(newer);
    mkdirSync(join(parent, 'empty'));
    const left = new LeftRuns(keptRuns);
    expect(await left.lost()).toBe(2); // alone, and first with second
    expect(await left.list()).toMatchObject([{ id: 'older', isOlder: true }]);
    expect(await new LeftRuns(keptRuns).lost()).toBe(0);
  });

  it('leaves alone what the running app keeps, and forgets what has been removed', async () => {
    await leave('a', 1, 1);
    await leave('b', 2, 2);
    const left = new LeftRuns(keptRuns);
    const own = await leave('own', 3, 3);
    expect(await left.list()).toMatchObject([{ id: 'b' }, { id: 'a' }]);
    expect(await left.remove('b')).toMatchObject([{ id: 'a' }]);
    expect(existsSync(join(parent, 'b'))).toBe(false);
    expect(await left.remove('own')).toMatchObject([{ id: 'a' }]);
    expect(await left.remove('..')).toMatchObject([{ id: 'a' }]);
    expect(existsSync(own)).toBe(true);
    expect(await left.folderOf('b')).toBeUndefined();
  });
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readRunHead, readRunOrigin } from '../../../main/run-origin';
import { writeSavedRun, type SavedRun } from '../../../main/training/session/saved-run';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-origin-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run: SavedRun = { step: 3, models: {}, position: { epoch: 0, batch: 3 } };

it('knows the experiment of a saved run, and what it was given from outside', async () => {
  const origin = { file: '/a.ts', name: 'a', epochs: 4 };
  await writeSavedRun(folder, { ...run, origin });
  expect(await readRunOrigin(folder)).toEqual(origin);
});

it('knows how far it came, and where its tensors are', async () => {
  const origin = { file: '/a.ts', name: 'a' };
  await writeSavedRun(folder, { ...run, origin });
  const bytes = readdirSync(folder).find((name) => name.endsWith('.bin'));
  expect(await readRunHead(folder)).toEqual({ origin, step: 3, bytes });
  writeFileSync(join(folder, 'training.json'), JSON.stringify({ bytes, state: { origin } }));
  await expect(readRunHead(folder)).rejects.toMatchObject({ code: 'nothing-kept' });
});

it('does not believe numbers that can be none', async () => {
  await writeSavedRun(folder, { ...run, origin: { file: '/a.ts', name: 'a', epochs: -1, stepsPerEpoch: 2.5 } });
  expect(await readRunOrigin(folder)).toEqual({ file: '/a.ts', name: 'a' });
});

it('says what is wrong with a folder', async () => {
  await expect(readRunOrigin(folder)).rejects.toMatchObject({ code: 'nothing-kept', values: { folder, what: 'run' } });
  writeFileSync(join(folder, 'training.json'), '{"version": 1, ');
  await expect(readRunOrigin(folder)).rejects.toMatchObject({ code: 'model-file' });
  writeFileSync(join(folder, 'training.json'), 'null');
  await expect(readRunOrigin(folder)).rejects.toMatchObject({ code: 'run-without-file' });
  await writeSavedRun(folder, run);
  await expect(readRunOrigin(folder)).rejects.toMatchObject({ code: 'run-without-file', values: { folder } });
});

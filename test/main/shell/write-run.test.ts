import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeRun } from '../../../main/write-run';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-export-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (text: string) =>
  ({ name: '../digits-12', files: [{ name: 'report.md', bytes: Buffer.from(text) }] }) as const;

it('writes each export into a folder of its own, inside the one that was chosen', async () => {
  const results = [await writeRun(folder, run('one')), await writeRun(folder, run('two'))];
  const paths = ['digits-12', 'digits-12-2'].map((name) => join(folder, name));
  expect(results).toEqual(paths.map((path) => ({ outcome: 'saved', path })));
  expect(paths.map((path) => readFileSync(join(path, 'report.md'), 'utf8'))).toEqual(['one', 'two']);
});

it('leaves nothing behind where a file can’t be written, and says which folder it was', async () => {
  const files = [...run('one').files, { name: 'values.csv', bytes: 'no bytes' as unknown as Uint8Array }] as const;
  const broken = { name: 'x'.repeat(20), files: [...files, { ...files[1], bytes: {} as Uint8Array }] };
  expect(await writeRun(folder, broken)).toMatchObject({ outcome: 'failed', error: { code: 'write-failed' } });
  expect(readdirSync(folder)).toEqual([]);
  const gone = join(folder, 'gone');
  expect(await writeRun(gone, run('one'))).toMatchObject({ outcome: 'failed', error: { code: 'write-failed' } });
  expect(existsSync(gone)).toBe(false);
});

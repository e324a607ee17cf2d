import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examplesIn } from '../../../main/app-info';
import { writeAtomically } from '../../../main/files/atomic-file';
import { problemOfFile } from '../../../main/experiment-file';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-files-'));
  for (const name of ['a.ts', 'a.mts', 'a.js', 'a.mjs', 'A.TS', 'a.py', 'gan.ts', 'mnist.ts']) {
    writeFileSync(join(folder, name), '');
  }
  mkdirSync(join(folder, 'folder.ts'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('problemOfFile', () => {
  it.each(['a.ts', 'a.mts', 'a.js', 'a.mjs', 'A.TS'])('takes %s', (name) => {
    expect(problemOfFile(join(folder, name))).toBeUndefined();
  });

  it.each([
    ['gone.ts', 'file-missing'],
    ['folder.ts', 'file-missing'],
    ['a.ts/b.ts', 'file-missing'],
    ['a.py', 'wrong-file-kind'],
    ['a', 'wrong-file-kind'],
  ])('says of %s: %s', (name, code) => {
    expect(problemOfFile(join(folder, name))).toMatchObject({ code, values: { file: join(folder, name) } });
  });
});

describe('examplesIn', () => {
  it('lists those that are there, in the order in which they are shown', () => {
    expect(examplesIn(folder).map(({ id }) => id)).toEqual(['mnist', 'gan']);
  });
});

describe('writeAtomically', () => {
  it('replaces a file whole and leaves nothing else behind', async () => {
    const out = join(folder, 'out');
    mkdirSync(out);
    const file = join(out, 'a.png');
    writeFileSync(file, 'old and longer');
    await writeAtomically(file, new TextEncoder().encode('new'));
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(out)).toEqual(['a.png']);
  });

  it('leaves nothing behind where it fails', async () => {
    const out = join(folder, 'blocked');
    mkdirSync(join(out, 'a.png', 'inside'), { recursive: true });
    await expect(writeAtomically(join(out, 'a.png'), new Uint8Array([1]))).rejects.toThrow();
    expect(readdirSync(out)).toEqual(['a.png']);
  });
});

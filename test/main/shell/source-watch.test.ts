import { createHash } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { SourceWatch } from '../../../main/source-watch';

const digest = (path: string, text: string) => ({ path, hash: createHash('sha256').update(text).digest('hex') });

/** A file that holds `text`, watched as the source of a run. */
function setUp(text = 'one') {
  const folder = mkdtempSync(join(tmpdir(), 'batchpoint-sources-'));
  const file = join(folder, 'mine.ts');
  writeFileSync(file, text);
  const told: (readonly string[])[] = [];
  const watch = new SourceWatch((paths) => void told.push(paths), 20);
  watch.watch([digest(file, text)]);
  onTestFinished(() => {
    watch.watch([]);
    rmSync(folder, { recursive: true });
  });
  return { folder, file, told, watch };
}

const until = (holds: () => void) => vi.waitFor(holds, { timeout: 2000 });

test('tells of a file that is saved anew, and takes it back once it is what it was', async () => {
  const { file, told } = setUp();
  writeFileSync(file, 'another');
  await until(() => expect(told).toEqual([[file]]));
  writeFileSync(file, 'one');
  await until(() => expect(told).toEqual([[file], []]));
});

test('sees a file that an editor puts in the place of the old one', async () => {
  const { folder, file, told } = setUp();
  writeFileSync(join(folder, 'fresh'), 'other');
  renameSync(join(folder, 'fresh'), file);
  await until(() => expect(told).toEqual([[file]]));
});

test('sees what was changed before it was asked to watch, and reads past a byte order mark', async () => {
  const { file, told, watch } = setUp('\uFEFFone');
  watch.watch([digest(file, 'one')]);
  watch.watch([digest(file, 'older')]);
  await until(() => expect(told).toEqual([[file]]));
});

test('forgets what had changed when another run begins, and says so', async () => {
  const { file, told, watch } = setUp();
  writeFileSync(file, 'another');
  await until(() => expect(told).toEqual([[file]]));
  watch.watch([digest(file, 'another')]);
  expect(told).toEqual([[file], []]);
  writeFileSync(file, 'a third');
  await until(() => expect(told.at(-1)).toEqual([file]));
});

test('leaves packages and files that are gone alone', async () => {
  const { folder, file, told, watch } = setUp();
  const inPackage = join(folder, 'node_modules', 'x.js');
  watch.watch([digest(inPackage, 'x'), digest(file, 'one')]);
  rmSync(file);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(told).toEqual([]);
  writeFileSync(file, 'two');
  await until(() => expect(told).toEqual([[file]]));
});

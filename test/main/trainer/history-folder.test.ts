import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openHistoryFolder } from '../../../main/trainer/history-folder';

// A process of this number never ran: Linux and macOS count less far.
const dead = 2 ** 30;
const foreign = `batchpoint-history-${dead}-foreign`;

vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>();
  const rmOwn: typeof fs.rmSync = (path, options) => {
    if (String(path).endsWith('-foreign') && !options?.maxRetries) throw new Error('EACCES: permission denied');
    fs.rmSync(path, options);
  };
  return { ...fs, rmSync: rmOwn };
});

describe('the folder for the history of a run', () => {
  let parent = '';
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'batchpoint-parent-'));
  });
  afterEach(() => rmSync(parent, { recursive: true, maxRetries: 1 }));

  it('is made beside those of others; what dead processes have left goes, if it can', () => {
    for (const name of [foreign, `batchpoint-history-${dead}-own`, `batchpoint-history-${process.pid}-alive`]) {
      mkdirSync(join(parent, name));
      writeFileSync(join(parent, name, 'line-1-step-0.snapshot'), '');
    }
    const folder = openHistoryFolder(parent);
    expect(existsSync(folder)).toBe(true);
    expect(readdirSync(parent).filter((name) => !folder.endsWith(name))).toEqual(
      [foreign, `batchpoint-history-${process.pid}-alive`].sort(),
    );
  });

  it('is a path where nothing can be written if none can be made', () => {
    const folder = openHistoryFolder(join(parent, 'gone'));
    expect(existsSync(folder)).toBe(false);
    expect(() => writeFileSync(join(folder, 'line-1-step-0.snapshot'), '')).toThrow('ENOENT');
  });
});

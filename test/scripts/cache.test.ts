import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheEntry, cacheFolder, clearStale, entryFolder, isCached } from '../../scripts/setup/cache.mjs';
import { scratchFolder } from './scratch';

const recipe = (madeBy: unknown, content = 'whole') => ({
  name: 'thing',
  madeBy,
  make: (folder: string) => {
    writeFileSync(join(folder, 'content'), content);
    return Promise.resolve();
  },
});

describe('cacheEntry', () => {
  it('makes an entry once', async () => {
    const cache = scratchFolder();
    const folder = await cacheEntry(cache, recipe(1));
    expect(await cacheEntry(cache, recipe(1, 'made again'))).toBe(folder);
    expect(readFileSync(join(folder, 'content'), 'utf8')).toBe('whole');
  });

  it('keeps entries made by another recipe apart', async () => {
    const cache = scratchFolder();
    expect(await cacheEntry(cache, recipe({ version: 1 }))).not.toBe(await cacheEntry(cache, recipe({ version: 2 })));
  });

  it('leaves nothing behind when making fails', async () => {
    const cache = scratchFolder();
    const broken = { ...recipe(1), make: () => Promise.reject(new Error('no network')) };
    await expect(cacheEntry(cache, broken)).rejects.toThrow('no network');
    expect(readdirSync(cache)).toEqual([]);
    expect(isCached(cache, broken)).toBe(false);
  });

  it.each(['/proc/batchpoint', '/dev/null/batchpoint'])(
    'says what to do where it can not be, as in %s',
    async (cache) => {
      await expect(cacheEntry(cache, recipe(1))).rejects.toThrow('BATCHPOINT_CACHE');
    },
  );

  it('makes the folders it lies in', async () => {
    const cache = join(scratchFolder(), 'a', 'b');
    expect(isCached(cache, recipe(1))).toBe(false);
    await cacheEntry(cache, recipe(1));
    expect(isCached(cache, recipe(1))).toBe(true);
  });

  it('does not trust an entry without its mark and makes it again', async () => {
    const cache = scratchFolder();
    const folder = entryFolder(cache, recipe(1));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'content'), 'half');
    await cacheEntry(cache, recipe(1));
    expect(readFileSync(join(folder, 'content'), 'utf8')).toBe('whole');
  });

  it('gives both of two set-ups at once the same whole entry', async () => {
    const cache = scratchFolder();
    const slow = {
      ...recipe(1),
      make: async (folder: string) => {
        await new Promise((done) => setTimeout(done, 5));
        writeFileSync(join(folder, 'content'), 'whole');
      },
    };
    const [first, second] = await Promise.all([cacheEntry(cache, slow), cacheEntry(cache, slow)]);
    expect(first).toBe(second);
    expect(readdirSync(cache)).toHaveLength(1);
    expect(isCached(cache, slow)).toBe(true);
  });
});

describe('clearStale', () => {
  it('removes half-made entries after an hour, and nothing else', () => {
    const cache = scratchFolder();
    for (const name of ['tmp-old', 'tmp-new', 'thing-1']) mkdirSync(join(cache, name));
    const longAgo = new Date(Date.now() - 2 * 3_600_000);
    for (const name of ['tmp-old', 'thing-1']) utimesSync(join(cache, name), longAgo, longAgo);
    clearStale(cache);
    expect(readdirSync(cache).sort()).toEqual(['thing-1', 'tmp-new']);
  });

  it('accepts that there is no cache yet', () => {
    const cache = join(scratchFolder(), 'none');
    clearStale(cache);
    expect(existsSync(cache)).toBe(false);
  });
});

describe('cacheFolder', () => {
  it.each([
    ['linux', {}, '/home/ada/.cache/batchpoint'],
    ['linux', { XDG_CACHE_HOME: '/fast' }, '/fast/batchpoint'],
    ['darwin', {}, '/home/ada/Library/Caches/batchpoint'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/batchpoint/cache'],
    ['linux', { BATCHPOINT_CACHE: '/mine' }, '/mine'],
  ])('on %s with %o is %s', (platform, env, folder) => {
    expect(cacheFolder({ platform, env, home: '/home/ada' })).toBe(folder);
  });
});

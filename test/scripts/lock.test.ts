import { existsSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withLock } from '../../scripts/setup/lock.mjs';
import { scratchFolder } from './scratch';

it('lets one at a time work, and tells who waits', async () => {
  const file = join(scratchFolder(), 'setup.lock');
  let inside = 0;
  let most = 0;
  let waited = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await new Promise((done) => setTimeout(done, 20));
    inside--;
  };
  await Promise.all([withLock(file, work), withLock(file, work, () => waited++)]);
  expect([most, waited]).toEqual([1, 1]);
  expect(existsSync(file)).toBe(false);
});

it('is free again after an error', async () => {
  const file = join(scratchFolder(), 'setup.lock');
  await expect(withLock(file, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await withLock(file, () => Promise.resolve('worked'))).toBe('worked');
});

it.each([
  ['a holder that was killed', JSON.stringify({ pid: 2 ** 30, host: hostname() })],
  ['another machine', JSON.stringify({ pid: 1, host: 'another-machine' })],
  ['nobody that can be read', '{'],
])('takes over the lock of %s', async (_who, content) => {
  const file = join(scratchFolder(), 'setup.lock');
  writeFileSync(file, content);
  expect(await withLock(file, () => Promise.resolve('worked'))).toBe('worked');
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openBell } from '../../../main/trainer/bell';
import { HostBell } from '../../../main/trainer/host-bell';

const folder = mkdtempSync(join(tmpdir(), 'batchpoint-bell-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('each who listens hears once that it has rung', () => {
  const path = join(folder, 'bell');
  const bell = HostBell.at(path)!;
  const [one, two] = [openBell(path)!, openBell(path)!];
  expect(one()).toBe(false);
  for (let ring = 0; ring < 300; ring += 1) {
    bell.ring();
    expect([one(), one()]).toEqual([true, false]);
  }
  bell.ring();
  expect([two(), two()]).toEqual([true, false]);
});

test('there is none where its file can not be', () => {
  const path = join(folder, 'nowhere', 'bell');
  expect(HostBell.at(path)).toBeUndefined();
  expect(openBell(path)).toBeUndefined();
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Breakpoint } from '../../../main/contract/debug/breakpoint';
import { WatchingFile, watchingOf } from '../../../main/watching-file';

let folder = '';
const file = () => join(folder, 'watching.json');
const breakpoint: Breakpoint = {
  id: 'a',
  condition: 'loss > 2',
  isEnabled: false,
  when: 'after-commit',
  hits: { kind: 'every', count: 3 },
  actions: [
    { kind: 'log', text: 'loss {loss}' },
    { kind: 'go-back', steps: 2 },
  ],
};
const watching = { breakpoints: [breakpoint], watches: ['median(loss, 5)'] };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-watching-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps what was set for a file beyond its own life', () => {
  new WatchingFile(file()).keep('/a.ts', watching);
  const again = new WatchingFile(file());
  expect(again.of('/a.ts')).toEqual(watching);
  expect(again.of('/b.ts')).toEqual({ breakpoints: [], watches: [] });
  expect(again.of(undefined)).toEqual({ breakpoints: [], watches: [] });
  again.keep('/a.ts', { breakpoints: [], watches: [] });
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({});
});

it('leaves out what it cannot use, and nothing else', () => {
  const wrong = { ...watching, breakpoints: [{ ...breakpoint, when: 'never' }] };
  writeFileSync(file(), JSON.stringify({ '/wrong.ts': wrong, '/right.ts': watching, '/list.ts': [] }));
  const read = new WatchingFile(file());
  expect(read.of('/wrong.ts').breakpoints).toEqual([]);
  expect(read.of('/right.ts')).toEqual(watching);
});

it('refuses what is not that', () => {
  expect(watchingOf(watching)).toEqual(watching);
  for (const value of [undefined, null, 3, [], {}, { ...watching, watches: [3] }, { ...watching, breakpoints: {} }]) {
    expect(watchingOf(value)).toBeUndefined();
  }
});

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { stepOf } from '../../main/contract/run-state';
import type { TrainingEvent } from '../../main/contract/training-event';
import { bundleExperiment } from '../../main/experiment/bundle';
import { loadExperiment } from '../../main/experiment/load';
import { createSession } from '../../main/training/session/create-session';
import { versions } from '../../main/trainer/backend';
import { folderOf } from '../main/experiment/experiment-folder';
import { bare, typeErrors } from './listing-checks';
import { listingsOf, pageText } from './listings';

const pages = ['training.md', 'training.zh-CN.md'] as const;
const root = resolve(import.meta.dirname, '../..');
const steps = 7; // every form that a listing yields, and a second epoch

async function trained(text: string): Promise<readonly TrainingEvent[]> {
  const folder = await folderOf({ 'mine.ts': text });
  const events: TrainingEvent[] = [];
  const session = await createSession({
    experiment: await loadExperiment(await bundleExperiment(join(folder, 'mine.ts'))),
    file: join(folder, 'mine.ts'),
    run: {},
    threads: 2,
    versions: versions(),
    listener: (event) => void events.push(event),
    now: () => performance.now(),
  });
  session.step(steps);
  await vi.waitFor(() => expect(session.state.status).not.toBe('stepping'), 20_000);
  expect([session.state.status, stepOf(session.state)]).toEqual(['paused', steps]);
  session.stop();
  await session.done;
  session.dispose();
  return events;
}

describe.each(pages)('%s', (page) => {
  const listings = listingsOf(page, 'ts');

  it('has listings for every way of training, each with its Python twin', () => {
    const all = listings.map(({ text }) => text).join('\n');
    for (const way of [/\n {2}train: /, /\n {2}\*batches\(/, /\n {2}async loop\(/]) expect(all).toMatch(way);
    expect(listings.length).toBeGreaterThanOrEqual(6);
    const blocks = [...pageText(page).matchAll(/^```(\w+)$/gm)].map(([, language]) => language);
    expect(blocks).toEqual(listings.flatMap(() => ['ts', 'python']));
  });

  it.each(listings)('$name trains as it stands (line $line)', async ({ text }) => {
    const events = await trained(text);
    const batches = events.filter((event) => event.type === 'batch-end');
    expect(batches).toHaveLength(steps);
    for (const { own } of batches) expect(Object.values(own).every(Number.isFinite)).toBe(true);
  });

  it('links to files that are there', () => {
    const links = [...pageText(page).matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path!);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(existsSync(resolve(root, 'docs', link)), link).toBe(true);
  });
});

describe('the listings of both languages', () => {
  it('have no type errors', { timeout: 60_000 }, () => {
    // Those of the other pages too: reading the types is what takes long.
    const texts = [...pages, 'debugging.md', '../README.md'].flatMap((page) =>
      listingsOf(page, 'ts').map(({ text }) => text),
    );
    expect(typeErrors([...texts, "const wrong: number = 'text';\n"])).toEqual([
      "1: Type 'string' is not assignable to type 'number'.",
    ]);
  });

  it.each(['ts', 'python'] as const)('are the same programs (%s)', (language) => {
    const [english, chinese] = pages.map((page) => listingsOf(page, language).map(({ text }) => bare(text)));
    expect(chinese).toEqual(english);
  });
});

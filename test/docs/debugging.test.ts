import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createSession } from '../../main/training/session/create-session';
import type { TrainingSession } from '../../main/training/session/session';
import { batchMembers, counters, histories, mathFunctions, measures } from '../../main/contract/conditions/language';
import { bundleExperiment } from '../../main/experiment/bundle';
import { loadExperiment } from '../../main/experiment/load';
import { textOf } from '../../main/contract/text';
import { answer } from '../../main/training/debug/answers';
import { versions } from '../../main/trainer/backend';
import { folderOf } from '../main/experiment/experiment-folder';
import { bare } from './listing-checks';
import { listingsOf, pageText } from './listings';
import { boldOf, visibleWords } from './visible-words';

const pages = ['debugging.md', 'debugging.zh-CN.md'] as const;
const docs = resolve(import.meta.dirname, '../../docs');

/** Steps, condition and rows as the page says them. */
const told = { condition: 'loss > 3 * median(loss, 50)', labels: 160, rows: [31, 60], nan: 240, row: 18 } as const;

async function opened(text: string): Promise<TrainingSession> {
  const folder = await folderOf({ 'two-bugs.ts': text });
  const file = join(folder, 'two-bugs.ts');
  return createSession({
    experiment: await loadExperiment(await bundleExperiment(file)),
    file,
    run: {},
    threads: 2,
    versions: versions(),
    listener: () => undefined,
    now: () => performance.now(),
  });
}

async function runOn(session: TrainingSession): Promise<void> {
  session.run();
  await vi.waitFor(() => expect(session.state.status).toBe('paused'), { timeout: 15_000, interval: 20 });
}

describe.each(pages)('%s', (page) => {
  const text = pageText(page);

  it('lists one experiment, and says where its bugs are', () => {
    expect(listingsOf(page, 'ts')).toHaveLength(1);
    for (const word of [told.condition, told.rows.join('-'), ...[told.labels, told.nan, told.row].map(String)])
      expect(text).toContain(word);
  });

  it('lists every name that a condition may use', () => {
    const names = [
      ...Object.keys({ ...histories, ...mathFunctions }).map((name) => `${name}(`),
      ...measures.map((name) => `${name}(`),
      ...batchMembers.map((name) => `batch.${name}`),
      ...counters.map((name) => `\`${name}\``),
    ];
    for (const name of [...names, 'series(', '`lr`']) expect(text).toContain(name);
  });

  it('calls what there is to press as the window does', () => {
    const words = visibleWords(textOf(page === 'debugging.md' ? 'en' : 'zh-CN'));
    const named = boldOf(text).flatMap((bold) => bold.split(' › '));
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((name) => !words.has(name.replace(/…$/, '')))).toEqual([]);
  });

  it('links to files and pictures that are there', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path!);
    expect(links.filter((link) => link.endsWith('.png')).length).toBeGreaterThanOrEqual(4);
    for (const link of links) expect(existsSync(resolve(docs, link)), link).toBe(true);
  });
});

describe('the listing', () => {
  const [english, chinese] = pages.map((page) => listingsOf(page, 'ts')[0]!.text);

  it('is the same program in both languages', () => {
    expect(bare(chinese!)).toBe(bare(english!));
  });

  it('stands at both bugs where the page says', { timeout: 60_000 }, async () => {
    const session = await opened(english!);
    const { labels, condition, nan, row } = told;
    session.setBreakpoints([
      {
        id: '1',
        condition,
        isEnabled: true,
        when: 'before-commit',
        hits: { kind: 'always' },
        actions: [{ kind: 'pause' }],
      },
    ]);
    await runOn(session);
    expect(session.state).toMatchObject({ at: 'before-commit', step: labels - 1, why: { kind: 'breakpoint' } });
    const [first, last] = told.rows;
    const withoutRows = Array.from({ length: last - first + 1 }, (_, at) => first - 1 + at);
    const compared = await answer(session.debugContext(), 'whatIf', [[{ withoutRows }]]);
    expect(compared).toMatchObject({ of: 'pending', step: labels });
    await answer(session.debugContext(), 'keepVariant', [{ withoutRows }]);
    await vi.waitFor(() => expect(session.state).toMatchObject({ at: 'between-batches', step: labels }));

    await runOn(session);
    expect(session.state).toMatchObject({ at: 'before-commit', step: nan - 1, why: { kind: 'not-finite' } });
    const found = await answer(session.debugContext(), 'bisect', []);
    expect(found).toMatchObject({ step: nan, phase: 'data', rows: { kind: 'some', rows: [row - 1] } });
    session.stop();
    await session.done;
    session.dispose();
  });
});

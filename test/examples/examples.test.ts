import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { stepOf, type RunState } from '../../main/contract/run-state';
import type { BatchEnd, TrainingEvent } from '../../main/contract/training-event';
import { bundleExperiment } from '../../main/experiment/bundle';
import { loadExperiment } from '../../main/experiment/load';
import { mayRun, openTrustStore } from '../../main/experiment/trust';
import { detailOf } from '../../main/training/debug/batch/batch-detail';
import { createSession } from '../../main/training/session/create-session';
import { versions } from '../../main/trainer/backend';

const folder = resolve(import.meta.dirname, '../../examples');
const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));

async function sessionOf(name: string, run: { readonly epochs?: number } = {}) {
  const bundle = await bundleExperiment(join(folder, name));
  const events: TrainingEvent[] = [];
  const session = await createSession({
    experiment: await loadExperiment(bundle),
    file: bundle.file,
    run,
    threads: 2,
    versions: versions(),
    listener: (event) => void events.push(event),
    now: () => performance.now(),
  });
  const batches = (): readonly BatchEnd[] => events.filter((event) => event.type === 'batch-end');
  return { bundle, session, events, batches };
}

const statusOf = ({ state }: { readonly state: RunState }) => [state.status, stepOf(state)];

beforeAll(() => expect(names).toHaveLength(6));

test.each(names)('%s runs without a question and trains two steps', async (name) => {
  const { bundle, session, batches } = await sessionOf(name);
  expect(await mayRun(bundle, openTrustStore('/nowhere/trust.json'), folder)).toBe(true);
  session.step(2);
  await vi.waitFor(() => expect(statusOf(session)).toEqual(['paused', 2]), 20_000);
  expect(batches().map(({ step }) => step)).toEqual([1, 2]);
  for (const { own } of batches()) for (const value of Object.values(own)) expect(value).toBeTypeOf('number');
  expect(Object.values(batches()[1]!.own).every(Number.isFinite)).toBe(true);
  expect(detailOf(session.debugContext().last!, undefined).rows).toBeGreaterThan(0);
  session.stop();
  await session.done;
  session.dispose();
});

test('iris learns to tell the three kinds apart', async () => {
  const { session, events } = await sessionOf('iris.ts');
  session.run();
  expect((await session.done).status).toBe('finished');
  const epochs = events.flatMap((event) => (event.type === 'epoch-end' ? [event.logs] : []));
  expect(epochs).toHaveLength(40);
  expect(epochs.at(-1)?.['val_accuracy']).toBeGreaterThanOrEqual(0.9);
  session.dispose();
});

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { GeneratorExperiment, Yielded } from '../../../../main/training/experiment';
import type { TrainingSession } from '../../../../main/training/session/session';
import { noisyExperiment, openWithHistory, until } from '../session/session-fixture';

const generator = noisyExperiment;
const items = Array.from({ length: 20 }, (__, batch): Yielded => [
  Array.from({ length: 6 }, (___, row) => Array.from({ length: 4 }, (____, at) => Math.sin(batch + row + at))),
  [0, 1, 2, 0, 1, 2],
]);
const sequence: GeneratorExperiment = {
  ...generator,
  train: () => ({ length: items.length, item: (index: number) => items[index]! }),
};

let folder = '';
let session: TrainingSession;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-lost-'));
});
afterEach(() => {
  session.dispose();
  rmSync(folder, { recursive: true });
});

it.each([
  ['a generator', generator],
  ['a sequence', sequence],
])(
  'a run over %s goes on if the files of its history are deleted, and still goes to the oldest step',
  async (__, of) => {
    const history = { folder, budget: { memory: 20_000, disk: 2 ** 26 } };
    ({ session } = await openWithHistory(of, folder, { history }));
    for (let step = 1; step <= 18; step += 1) {
      session.step(1);
      await until(session, 'paused');
    }
    expect(readdirSync(folder).length).toBeGreaterThan(0);
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    expect(() => session.goTo(1)).toThrow('no-such-step');
    const { oldest } = session.snapshotUse()!;
    expect(oldest).toBeGreaterThan(1);
    session.goTo(oldest);
    expect(await until(session, 'paused')).toMatchObject({
      step: oldest,
      head: 18,
      why: { exactness: { kind: 'exact' } },
    });
    session.goTo(18);
    expect(await until(session, 'paused')).toMatchObject({ step: 18, why: { exactness: { kind: 'exact' } } });
  },
);

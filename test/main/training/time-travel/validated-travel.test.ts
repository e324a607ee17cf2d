import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { GeneratorExperiment } from '../../../../main/training/experiment';
import { noisyExperiment, openWithHistory, until } from '../session/session-fixture';

it('does not stand still in a validation that lies on the way to a step', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'batchpoint-travel-'));
  const experiment = {
    ...noisyExperiment,
    stepsPerEpoch: 5,
    epochs: 4,
    validation: noisyExperiment.train,
    validationSteps: 2,
  } as GeneratorExperiment;
  // A clock that stands: the only snapshot is the first, so that the way to every step leads through all epochs before.
  const { session, events } = await openWithHistory(experiment, folder, { now: () => 0 });
  session.step(13);
  await until(session, 'paused');
  const validations = () => events.filter(({ type }) => type === 'epoch-end').length;
  expect(validations()).toBe(2);
  session.goTo(12);
  await until(session, 'paused');
  expect(session.state).toMatchObject({ step: 12, head: 13, why: { kind: 'moved', exactness: { kind: 'exact' } } });
  expect(validations()).toBe(2);
  session.dispose();
  rmSync(folder, { recursive: true });
});

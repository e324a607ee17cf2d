import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GeneratorExperiment } from '../../../../main/training/experiment';
import { hashOf, noisyExperiment, openWithHistory, until } from '../session/session-fixture';

const experiment: GeneratorExperiment = {
  ...noisyExperiment,
  stepsPerEpoch: 5,
  epochs: 4,
  validation: noisyExperiment.train,
  validationSteps: 4,
};

describe('a validation that lies on the way to a step', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'batchpoint-travel-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is not stood still in', async () => {
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
  });

  it('is left for a step before it at its next batch', async () => {
    let tested = 0;
    let onTest: (() => void) | undefined;
    const callback = {
      onTestBatchBegin: () => {
        tested += 1;
        onTest?.();
      },
      getState: () => null,
      setState: () => undefined,
    };
    const { session } = await openWithHistory({ ...experiment, callbacks: [callback] }, folder, { now: () => 0 });
    session.step(13);
    await until(session, 'paused');
    const end = hashOf(session);
    session.goTo(12);
    tested = 0;
    onTest = () => {
      onTest = undefined;
      session.goTo(3);
    };
    await until(session, 'paused');
    expect(session.state).toMatchObject({ step: 3, head: 13, why: { kind: 'moved', exactness: { kind: 'exact' } } });
    expect(tested).toBe(1);
    session.goTo(13);
    await until(session, 'paused');
    expect(session.state).toMatchObject({ step: 13, why: { kind: 'moved', exactness: { kind: 'exact' } } });
    expect(hashOf(session)).toBe(end);
    session.dispose();
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { GeneratorExperiment } from '../../../../main/training/experiment';
import { DebuggedSession } from '../debug/debugged-session';
import { noisyExperiment } from '../session/session-fixture';

const validated = {
  ...noisyExperiment,
  stepsPerEpoch: 5,
  epochs: 4,
  validation: noisyExperiment.train,
  validationSteps: 2,
} as GeneratorExperiment;

describe('the end of an epoch whose validation the run stood in', () => {
  let run: DebuggedSession;
  afterEach(() => run.close());
  const ends = () => run.events.filter((event) => event.type === 'epoch-end');
  const steps = () => ends().map(({ step }) => step);

  it('is told once when the run comes through it again', async () => {
    run = await DebuggedSession.open(validated);
    await run.step(10);
    expect(steps()).toEqual([5]);
    await run.goTo(8);
    await run.goTo(10);
    expect(steps()).toEqual([5, 10]);
    await run.goTo(3);
    await run.goTo(10);
    await run.step(3);
    expect(steps()).toEqual([5, 10]);
  });

  it('is told on each line that comes through it', async () => {
    run = await DebuggedSession.open(validated);
    await run.step(11);
    await run.goTo(8);
    await run.step(2);
    expect(steps()).toEqual([5, 10]);
    await run.goTo(9);
    await run.goTo(10);
    expect(steps()).toEqual([5, 10, 10]);
    expect(ends()[2]).toEqual(ends()[1]);
  });
});

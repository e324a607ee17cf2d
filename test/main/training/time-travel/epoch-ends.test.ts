import { afterEach, describe, expect, it } from 'vitest';
import type { GeneratorExperiment } from '../../../../main/training/experiment';
import { breakpoint } from '../breakpoints/pausing';
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

  it('takes the person where they want to be, whatever a breakpoint says of it', async () => {
    run = await DebuggedSession.open(validated);
    await run.step(10);
    run.session.setBreakpoints([
      breakpoint('val_loss > 0', {
        actions: [
          { kind: 'go-back', steps: 3 },
          { kind: 'scale-rate', factor: 0.5 },
        ],
      }),
    ]);
    await run.goTo(8);
    await run.goTo(10);
    expect(run.session.state).toMatchObject({ step: 10, why: { kind: 'moved', exactness: { kind: 'exact' } } });
    await run.step(1);
    expect(run.session.state).toMatchObject({ step: 11, why: { kind: 'stepped' } });
    expect(run.events.filter(({ type }) => type === 'hit')).toMatchObject([{ step: 10 }]);
    expect(run.edits).toMatchObject([
      { step: 10, edit: { name: 'learningRate', value: expect.closeTo(0.0005, 8) as number } },
    ]);
  });
});

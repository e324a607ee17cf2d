import { afterEach, describe, expect, it } from 'vitest';
import type { LoopExperiment } from '../../../../main/training/experiment';
import { batchEnds, batches, noisyExperiment } from '../session/session-fixture';
import { DebuggedSession } from '../debug/debugged-session';

const { train: _train, stepsPerEpoch: _steps, epochs: _epochs, ...oneModel } = noisyExperiment;
type Batch = readonly [x: number[][], y: number[]];

/** A loop whose third call is made or not; what the calls gave. */
function loopOf(resetMetrics: boolean, isCalled: boolean) {
  const given: unknown[] = [];
  const tested: unknown[] = [];
  const experiment: LoopExperiment = {
    ...oneModel,
    loop: async ({ random, trainOnBatch, testOnBatch }) => {
      const items = batches({ random } as never);
      for (let at = 0; at < 6; at += 1) {
        const [x, y] = items.next().value as unknown as Batch;
        if (at === 2) tested.push(await testOnBatch(x, y, { resetMetrics }));
        if (at !== 2 || isCalled) given.push(await trainOnBatch(x, y, { resetMetrics }));
      }
    },
  };
  return { experiment, given, tested };
}

let run: DebuggedSession;
afterEach(() => run.close());

describe.each([
  ['its own values', true],
  ['values that run on', false],
])('a call of a custom loop that gives %s and is discarded', (_values, resetMetrics) => {
  const sums = () => run.compiled.running.sums;

  it('leaves everything as if it had not been made', async () => {
    const without = loopOf(resetMetrics, false);
    run = await DebuggedSession.open(without.experiment);
    await run.step(4);
    const end = run.hash;
    run.close();

    const { experiment, given, tested } = loopOf(resetMetrics, true);
    run = await DebuggedSession.open(experiment);
    await run.step(2);
    await run.into(1);
    run.session.discard();
    await run.rest();
    // The values are still those of the test before the call.
    expect(given[2]).toEqual(tested[0]);
    await run.step(2);
    expect(run.hash).toBe(end);
    expect([...given.slice(0, 2), ...given.slice(3)]).toEqual(without.given);
  });

  it('is left out again on a way that is repeated', async () => {
    run = await DebuggedSession.open(loopOf(resetMetrics, true).experiment);
    await run.step(2);
    await run.into(1);
    run.session.discard();
    await run.rest();
    const after = sums();
    await run.goTo(1);
    await run.goTo(2);
    expect(sums()).toEqual(after);
    await run.step(2);
    const end = run.hash;
    await run.goTo(1);
    await run.goTo(4);
    expect(run.hash).toBe(end);
  });

  it('has a place of its own among the batches', async () => {
    run = await DebuggedSession.open(loopOf(resetMetrics, true).experiment);
    await run.step(2);
    await run.into(1);
    run.session.discard();
    await run.rest();
    await run.step(1);
    expect(run.events.filter(({ type }) => type === 'discarded')).toMatchObject([{ step: 2, batch: 2 }]);
    expect(batchEnds(run.events).map(({ batch }) => batch)).toEqual([0, 1, 3]);
  });
});

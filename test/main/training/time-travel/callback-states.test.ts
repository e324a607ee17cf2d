import { afterEach, describe, expect, it } from 'vitest';
import type { Callback, GeneratorExperiment, PlainData } from '../../../../main/training/experiment';
import { DebuggedSession } from '../debug/debugged-session';
import { losses, noisyExperiment } from '../session/session-fixture';

/** Counts in the very object that it gives as its state. */
function warmUp(): Callback {
  let count = { batches: 0 };
  return {
    onBatchBegin: (_, control) => {
      control.learningRate = 0.01 * (count.batches % 5);
    },
    onBatchEnd: () => {
      count.batches += 1;
    },
    getState: () => count,
    setState: (state) => {
      count = state as typeof count;
    },
  };
}

const withCallback = (callback: Callback): GeneratorExperiment => ({ ...noisyExperiment, callbacks: [callback] });

describe('the state of a callback of a person', () => {
  let run: DebuggedSession;
  afterEach(() => run.close());

  it('stays in a snapshot as it was, whatever the callback does with its object', async () => {
    run = await DebuggedSession.open(withCallback(warmUp()));
    await run.step(4);
    await run.step(5);
    const [end, first] = [run.hash, losses(run.events)];
    // Twice: the object that was put back is counted in, too.
    for (let time = 1; time <= 2; time += 1) {
      await run.goTo(5);
      expect(run.session.state).toMatchObject({ why: { exactness: { kind: 'exact' } } });
      await run.goTo(4);
      await run.step(5);
      expect([run.hash, losses(run.events).slice(-5)]).toEqual([end, first.slice(4)]);
    }
  });

  it('is refused as what the callback gave if it is no plain data', async () => {
    const state = { next: () => 1 } as unknown as PlainData;
    run = await DebuggedSession.open(withCallback({ getState: () => state, setState: () => undefined }));
    await run.step(1);
    expect(run.session.state).toMatchObject({
      status: 'failed',
      error: { code: 'user-code', values: { where: 'callbacks getState' } },
    });
  });

  it('counts among what snapshots take', async () => {
    const state = Array.from({ length: 100_000 }, (_, at) => at);
    run = await DebuggedSession.open(withCallback({ getState: () => state, setState: () => undefined }));
    await run.step(1);
    expect(run.session.snapshotUse()!.memory).toBeGreaterThan(8 * state.length);
  });
});

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

/** Its state is null until a batch has come, and a field that the engine's own callbacks name themselves by counts. */
function late(): Callback {
  let count: { of: number } | null = null;
  return {
    onBatchBegin: (_, control) => {
      control.learningRate = 0.01 * (1 + (count?.of ?? 0));
    },
    onBatchEnd: (batch) => {
      if (batch >= 3) count = { of: ((count?.of ?? 0) + 1) % 3 };
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

  it('is put back where it was null, and by no field in it', async () => {
    const noState: Callback = { onBatchEnd: () => undefined };
    run = await DebuggedSession.open({ ...noisyExperiment, callbacks: [late(), noState, late()] });
    for (const step of [2, 5, 9]) await run.step(step - losses(run.events).length);
    const [end, first] = [run.hash, losses(run.events)];
    for (const step of [2, 5]) {
      await run.goTo(step);
      expect(run.session.state).toMatchObject({ why: { exactness: { kind: 'partly', without: ['callback'] } } });
      await run.step(9 - step);
      expect([run.hash, losses(run.events).slice(step - 9)]).toEqual([end, first.slice(step)]);
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

import { afterEach, describe, expect, it } from 'vitest';
import type { TrainingEvent } from '../../../../main/contract/training-event';
import { arrays } from '../../../../main/training/data/arrays';
import { NdArray } from '../../../../main/training/data/nd-array';
import type { Experiment } from '../../../../main/training/experiment';
import type { TrainingSession } from '../../../../main/training/session/session';
import { batches, noisyExperiment, open, until } from '../session/session-fixture';

const { train: _train, stepsPerEpoch: _steps, epochs: _epochs, ...oneModel } = noisyExperiment;
const x = new NdArray(
  Float32Array.from({ length: 24 }, (_, at) => at / 24),
  [6, 4],
);
const y = new NdArray(Int32Array.of(0, 1, 2, 0, 1, 2), [6]);
const listed: Experiment = { ...oneModel, batches: () => arrays({ x, y, batchSize: 2 }) };
const yielded: Experiment = { ...oneModel, batches };
const loop: Experiment = {
  ...oneModel,
  loop: async ({ random, trainOnBatch }) => {
    for (const item of batches({ random } as never)) {
      const [inputs, targets] = item as unknown as [number[][], number[]];
      await trainOnBatch(inputs, targets);
    }
  },
};

let session: TrainingSession;
let events: readonly TrainingEvent[];
afterEach(() => session.dispose());

const warnings = () =>
  events.flatMap((event) =>
    event.type === 'log' && event.message.code === 'warning' ? [event.message.values.error.code] : [],
  );

async function run(experiment: Experiment, overrides: Parameters<typeof open>[1]): Promise<void> {
  ({ session, events } = await open(experiment, overrides));
  session.run();
}

describe('epochs that are asked for on the command line', () => {
  it('end a run of batches whose data has epochs', async () => {
    await run(listed, { epochs: 2 });
    expect(await session.done).toEqual({ status: 'finished', step: 6 });
    expect(session.plan.epochs).toBe(2);
    expect(events.filter(({ type }) => type === 'epoch-end')).toHaveLength(2);
    expect(warnings()).toEqual([]);
  });

  it.each([
    ['batches without epochs', yielded],
    ['a custom loop', loop],
  ])('are said to have no effect on %s', async (_way, experiment) => {
    await run(experiment, { epochs: 2 });
    session.pause();
    await until(session, 'paused');
    expect(warnings()).toEqual(['epochs-ignored']);
  });

  it.each([
    ['batches with epochs', listed],
    ['batches without epochs', yielded],
    ['a custom loop', loop],
  ])('count with the steps of an epoch in a run of %s', async (_way, experiment) => {
    await run(experiment, { epochs: 2, stepsPerEpoch: 2 });
    expect(await session.done).toEqual({ status: 'finished', step: 4 });
    expect(warnings()).toEqual([]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { PlannedEdit } from '../../../../../main/contract/debug/edits';
import type { Experiment } from '../../../../../main/training/experiment';
import { batches, noisyExperiment, until } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

const { train: _train, stepsPerEpoch: _steps, epochs: _epochs, ...oneModel } = noisyExperiment;
const length = 5;
function* some(context: Parameters<typeof batches>[0]) {
  const all = batches(context);
  for (let batch = 0; batch < length; batch += 1) yield all.next().value!;
}
const ways: { readonly [way: string]: Experiment } = {
  'a generator': { ...oneModel, train: some, stepsPerEpoch: length + 3 },
  'batch for batch': { ...oneModel, batches: some },
  'a custom loop': {
    ...oneModel,
    loop: async ({ random, trainOnBatch }) => {
      for (const item of some({ random } as never)) {
        const [x, y] = item as unknown as [number[][], number[]];
        await trainOnBatch(x, y);
      }
    },
  },
};
const rate = (step: number): PlannedEdit => ({
  step,
  model: '',
  edit: { kind: 'hyperparameter', name: 'learningRate', value: 0.1 },
});
const discard = (step: number, batch: number): PlannedEdit => ({
  step,
  model: '',
  edit: { kind: 'discard' },
  inside: { epoch: 0, batch },
});
const row = { source: 'array', row: 1 };
const mark: PlannedEdit = { step: length, model: '', edit: { kind: 'mark-row', row, isMarked: true } };

let run: DebuggedSession;
afterEach(() => run.close());

const told = () =>
  run.events.flatMap((event) =>
    event.type === 'log' && event.message.code === 'warning' && event.message.values.error.code === 'edits-beyond-end'
      ? [event.message.values.error.values]
      : [],
  );

describe.each(Object.entries(ways))('planned edits that a run of %s does not come to', (_way, experiment) => {
  it('are told when it ends', async () => {
    run = await DebuggedSession.open(experiment, true, [rate(2), rate(6), discard(7, 7)]);
    run.session.run();
    await run.session.done;
    expect(told()).toEqual([{ count: 2, step: 6, end: length }]);
    expect(run.edits).toMatchObject([rate(2)]);
  });

  it('are none if it comes to all, marks behind the last batch among them', async () => {
    run = await DebuggedSession.open(experiment, true, [rate(2), mark]);
    run.session.run();
    await run.session.done;
    expect(told()).toEqual([]);
    expect(run.edits).toMatchObject([rate(2), mark]);
  });

  it('are not told where somebody stops it', async () => {
    run = await DebuggedSession.open(experiment, true, [rate(6)]);
    await run.step(2);
    run.session.stop();
    await until(run.session, 'stopped');
    expect(told()).toEqual([]);
  });
});

it('an edit during the last batch is told as one that the run does not come to', async () => {
  run = await DebuggedSession.open({ ...oneModel, train: some, stepsPerEpoch: length }, true);
  let edited: Promise<unknown> | undefined;
  run.onEvent = (event) => {
    if (event.type === 'batch-end' && event.step === length) edited = run.edit(rate(0).edit as never);
  };
  run.session.run();
  await run.session.done;
  await edited;
  expect(run.edits).toEqual([]);
  expect(told()).toEqual([{ count: 1, step: length, end: length }]);
});

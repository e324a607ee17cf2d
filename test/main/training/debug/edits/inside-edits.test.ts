import { afterEach, describe, expect, it } from 'vitest';
import { readEdits } from '../../../../../main/contract/debug/read-edits';
import type { Edit } from '../../../../../main/contract/debug/edits';
import type { Callback } from '../../../../../main/training/experiment';
import { learningRateScheduler } from '../../../../../main/training/callbacks';
import { noisyExperiment } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

const edit: Edit = { kind: 'hyperparameter', name: 'learningRate', value: 0.2 };
const ofEachBatch: Callback = {
  onBatchBegin: (_, control) => {
    control.learningRate = 0.01;
  },
  getState: () => null,
  setState: () => undefined,
};

/** Both set the rate between the place where a batch begins and its step. */
describe.each([
  ['a schedule at the beginning of an epoch', () => learningRateScheduler(() => 0.01), 10],
  ['a callback at the beginning of each batch', () => ofEachBatch, 5],
])('the learning rate is edited inside a step, after %s has set it', (_, callback, before) => {
  const experiment = () => ({ ...noisyExperiment, callbacks: [callback()] });
  const exact = { why: { exactness: { kind: 'exact' } } };
  let run: DebuggedSession;
  const editedInside = async (): Promise<void> => {
    run = await DebuggedSession.open(experiment());
    await run.step(before);
    await run.into(5);
    await run.edit(edit);
  };
  afterEach(() => run.close());

  it('and going back repeats the step with it', async () => {
    await editedInside();
    run.session.commit();
    await run.rest();
    const after = run.hash;
    await run.step(2);
    await run.goTo(before + 1);
    expect(run.session.state).toMatchObject(exact);
    expect(run.hash).toBe(after);
  });

  it('and so does another run with the same edits', async () => {
    await editedInside();
    run.session.commit();
    await run.rest();
    await run.step(2);
    const end = run.hash;
    const edits = readEdits(JSON.parse(JSON.stringify(run.edits)));
    run.close();
    run = await DebuggedSession.open(experiment(), false, edits);
    await run.step(before + 3);
    expect(run.hash).toBe(end);
  });

  it('and the beginning of the batch is not taken for another state', async () => {
    await editedInside();
    run.session.stepBack();
    await run.rest();
    expect(run.session.state).toMatchObject({ step: before, ...exact });
    await run.step(1);
    const after = run.hash;
    await run.step(1);
    await run.goTo(before + 1);
    expect(run.session.state).toMatchObject(exact);
    expect(run.hash).toBe(after);
  });
});

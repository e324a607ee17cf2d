import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { batchEnds, noisyExperiment } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

let run: DebuggedSession;
const rows = () => batchEnds(run.events).map((end) => end.rows);
/** Inside a batch that has its rows. */
const ask = async () => {
  await run.into(2);
  await run.edit({ kind: 'batch-size', rows: 4 });
};

describe('an edit that waits for the end of a batch', () => {
  beforeEach(async () => {
    run = await DebuggedSession.open(noisyExperiment);
    await run.step(7);
  });
  afterEach(() => run.close());

  it('is left with the line where training goes on from before it', async () => {
    await ask();
    await run.goTo(5);
    await run.step(4);
    expect(run.edits).toEqual([]);
    expect(rows().slice(7)).toEqual([6, 6, 6, 6]);
  });

  it('is left in the past where training goes on behind it', async () => {
    await run.goTo(4);
    await ask();
    await run.goTo(7);
    await run.step(3);
    expect(run.edits).toEqual([]);
    expect(rows().slice(7)).toEqual([6, 6, 6]);
  });

  it('is made where the run comes back to its batch, as if it had never gone', async () => {
    await ask();
    await run.goTo(5);
    await run.goTo(7);
    await run.step(2);
    expect(run.edits).toMatchObject([{ step: 8, edit: { kind: 'batch-size', rows: 4 } }]);
    expect(rows().slice(7)).toEqual([6, 4]);
  });

  it('begins a line in the past where its batch is trained', async () => {
    await run.goTo(4);
    await ask();
    await run.goTo(2);
    await run.goTo(4);
    await run.step(2);
    expect(run.edits).toMatchObject([{ step: 5, edit: { kind: 'batch-size', rows: 4 } }]);
    expect(rows().slice(7)).toEqual([6, 4]);
  });
});

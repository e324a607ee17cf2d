import { afterEach, describe, expect, it } from 'vitest';
import type { Edit } from '../../../../../main/contract/debug/edits';
import { readEdits } from '../../../../../main/contract/debug/read-edits';
import type { RunStatus } from '../../../../../main/contract/run-state';
import type { ExperimentContext, GeneratorExperiment, Yielded } from '../../../../../main/training/experiment';
import { batchEnds, batches, noisyExperiment } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

const repeat: Edit = { kind: 'repeat-data', isOn: true };

function* seven(context: ExperimentContext): Generator<Yielded> {
  let left = 7;
  for (const item of batches(context)) {
    if (left-- === 0) return;
    yield item;
  }
}

/** Two epochs of ten batches, of data that has seven. */
const short: GeneratorExperiment = { ...noisyExperiment, train: seven };
/** The same batches over and over. */
const looping: GeneratorExperiment = {
  ...noisyExperiment,
  *train(context) {
    for (;;) yield* seven(context);
  },
};

/** Lets a run go until it is over. */
async function over(run: DebuggedSession): Promise<RunStatus> {
  const ends: readonly RunStatus[] = ['finished', 'out-of-data', 'failed'];
  do await new Promise((resolve) => setImmediate(resolve));
  while (!ends.includes(run.session.state.status));
  return run.session.state.status;
}

async function ran(run: DebuggedSession): Promise<RunStatus> {
  run.session.run();
  return over(run);
}

async function extended(run: DebuggedSession): Promise<RunStatus> {
  run.session.extend();
  return over(run);
}

type Weights = readonly ArrayLike<number>[];
/** The state of a run says of its data too whether it begins anew. */
const weightsOf = ({ compiled }: DebuggedSession): Weights => compiled.variables.map(({ value }) => value.dataSync());
const own = (run: DebuggedSession) => batchEnds(run.events).map((end) => [end.step, end.epoch, end.batch, end.own]);

/** What a run comes to whose data does not end. */
async function wanted(): Promise<{ readonly own: ReturnType<typeof own>; readonly weights: Weights }> {
  const run = await DebuggedSession.open(looping);
  try {
    expect(await ran(run)).toBe('finished');
    return { own: own(run), weights: weightsOf(run) };
  } finally {
    run.close();
  }
}

describe('data that has ended', () => {
  let run: DebuggedSession;
  afterEach(() => run.close());

  it('begins anew behind the last batch, in the epoch that it ended in', async () => {
    const whole = await wanted();
    run = await DebuggedSession.open(short);
    expect(await ran(run)).toBe('out-of-data');
    expect(run.session.state).toMatchObject({ step: 7 });
    expect(await extended(run)).toBe('finished');
    expect(own(run)).toEqual(whole.own);
    expect(weightsOf(run)).toEqual(whole.weights);
    expect(run.edits).toMatchObject([{ step: 7, edit: repeat, was: false }]);
  });

  it('does not begin anew if the person goes elsewhere before it could', async () => {
    run = await DebuggedSession.open(short);
    await ran(run);
    run.session.extend();
    run.session.stepBack();
    while (run.session.state.status === 'moving') await new Promise((resolve) => setImmediate(resolve));
    expect(run.session.state).toMatchObject({ status: 'paused', step: 6, head: 7 });
    expect(run.edits).toEqual([]);
  });

  it('has its epoch told as cut short, and once more when that is over', async () => {
    run = await DebuggedSession.open(short);
    await ran(run);
    await extended(run);
    const ends = run.events.filter((event) => event.type === 'epoch-end');
    expect(ends.map(({ epoch, step, early }) => [epoch, step, early])).toEqual([
      [0, 7, 7],
      [0, 10, undefined],
      [1, 20, undefined],
    ]);
    const told = run.events.flatMap((event) =>
      event.type === 'log' && event.message.code === 'epoch-ended' ? [event.message.values.early] : [],
    );
    expect(told).toEqual([7, undefined, undefined]);
  });

  it('ends again on a line that parts before it began anew, and can begin anew there too', async () => {
    run = await DebuggedSession.open(short);
    await ran(run);
    await extended(run);
    const end = run.hash;
    await run.goTo(3);
    expect(await ran(run)).toBe('out-of-data');
    expect(run.session.state).toMatchObject({ step: 7 });
    expect(await extended(run)).toBe('finished');
    expect(run.hash).toBe(end);
  });

  it('is gone back through to the bits that were there', async () => {
    run = await DebuggedSession.open(short);
    await ran(run);
    await extended(run);
    const end = run.hash;
    for (const step of [12, 5, 18, 7]) {
      await run.goTo(step);
      expect(run.session.state).toMatchObject({ step, why: { kind: 'moved', exactness: { kind: 'exact' } } });
    }
    await run.goTo(15);
    expect(await ran(run)).toBe('finished');
    expect(run.hash).toBe(end);
  });

  it('begins anew in a run that is repeated with its edits, and in another process', async () => {
    run = await DebuggedSession.open(short);
    await ran(run);
    await extended(run);
    const [end, losses, edits] = [run.hash, own(run), readEdits(JSON.parse(JSON.stringify(run.edits)))];
    run.close();
    run = await DebuggedSession.open(short, false, edits);
    await run.step(16);
    const saved = run.session.savedRun()!;
    expect(await ran(run)).toBe('finished');
    expect([run.hash, own(run)]).toEqual([end, losses]);
    run.close();
    run = await DebuggedSession.open(short, false, [], saved);
    await run.step(4);
    expect(run.hash).toBe(end);
    expect(own(run)).toEqual(losses.slice(16));
  });

  it('goes on in another process that begins at the very end of it', async () => {
    run = await DebuggedSession.open(short, false, [{ step: 0, model: '', edit: repeat }]);
    await run.step(7);
    const saved = run.session.savedRun()!;
    await run.step(13);
    const end = run.hash;
    run.close();
    run = await DebuggedSession.open(short, false, [], saved);
    await run.step(13);
    expect(run.hash).toBe(end);
  });

  it('goes on in another process within the last time through, where no other is to follow', async () => {
    run = await DebuggedSession.open(short, false, [{ step: 0, model: '', edit: repeat }]);
    await run.step(10);
    await run.edit({ ...repeat, isOn: false });
    const saved = run.session.savedRun()!;
    expect(await ran(run)).toBe('out-of-data');
    const losses = own(run);
    expect(losses).toHaveLength(14);
    run.close();
    run = await DebuggedSession.open(short, false, [], saved);
    expect(await ran(run)).toBe('out-of-data');
    expect(own(run)).toEqual(losses.slice(10));
  });

  it('has ended for good where train() gives what it gave before', async () => {
    let made: Generator<Yielded> | undefined;
    run = await DebuggedSession.open({ ...short, train: (context) => (made ??= seven(context)) });
    await ran(run);
    expect(await extended(run)).toBe('out-of-data');
    expect(run.session.state).toMatchObject({ step: 7 });
    const warnings = run.events.flatMap((event) =>
      event.type === 'log' && event.message.code === 'warning' ? [event.message.values.error.code] : [],
    );
    expect(warnings).toEqual(['ran-out-of-data', 'data-not-repeated']);
  });

  it('is not repeated where no epoch says that there was to be more', async () => {
    const { model, compile } = short;
    run = await DebuggedSession.open({ name: 'b', seed: 7, model, compile, batches: seven });
    await expect(run.edit(repeat)).rejects.toMatchObject({ code: 'repeat-without-epochs' });
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nativeBackend } from '../../../../main/training/compiled-step/native-binding';
import { GraphSession, signature } from '../../../../main/training/compiled-step/graph-session';
import { threadHome } from '../../../../main/training/compiled-step/session-home';
import { sessionThread } from '../../../../main/training/compiled-step/session-thread';
import { dataset } from '../../../../main/training/data';
import type { GeneratorExperiment, Yielded } from '../../../../main/training/experiment';
import { Overlap } from '../../../../main/training/session/overlap';
import * as tf from '../../../../main/training/tf';
import {
  batchEnds,
  batches,
  hashOf,
  losses,
  noisyExperiment,
  open,
  openWithHistory,
  until,
  type Observed,
} from '../session/session-fixture';

const validated: GeneratorExperiment = { ...noisyExperiment, validation: batches, validationSteps: 2 };
const { stepsPerEpoch: _, ...endless } = noisyExperiment;
/** With a smaller batch at the end of each epoch. */
const sequence: GeneratorExperiment = {
  ...endless,
  train: () =>
    dataset({
      length: 4,
      item: (index): Yielded =>
        index === 3
          ? [[[1, 2, 3, 4]], [2]]
          : [
              [
                [1, 2, 3, index],
                [index, 1, 1, 0],
              ],
              [0, 1],
            ],
    }),
};

/** What a generator gives is kept in a folder, to go back, or not at all. */
const kept = ['kept', 'not kept'] as const;

/** A session that has its steps in another thread, or not. */
function opened(experiment: GeneratorExperiment, overlap: boolean, how: (typeof kept)[number]): Promise<Observed> {
  if (how === 'not kept') return open(experiment, {}, undefined, { overlap });
  const folder = mkdtempSync(join(tmpdir(), 'batchpoint-overlap-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return openWithHistory(experiment, folder, { overlap });
}

async function trained(
  experiment: GeneratorExperiment,
  overlap: boolean,
  how: (typeof kept)[number] = 'not kept',
): Promise<Observed> {
  const observed = await opened(experiment, overlap, how);
  observed.session.run();
  const state = await observed.session.done;
  expect(state.status).toBe('finished');
  return observed;
}

/** Numbers the batches as they are asked for. */
function counting(): { readonly experiment: GeneratorExperiment; readonly asked: () => number } {
  let asked = 0;
  const experiment: GeneratorExperiment = {
    ...noisyExperiment,
    stepsPerEpoch: 1000,
    *train() {
      for (;;) {
        asked += 1;
        yield [[[asked, 0, 0, 0]], [asked % 3]];
      }
    },
  };
  return { experiment, asked: () => asked };
}

describe('steps in another thread', () => {
  it.each<[string, GeneratorExperiment, (typeof kept)[number]]>([
    ['a generator, validated', validated, 'not kept'],
    ['a generator, validated, whose items are kept', validated, 'kept'],
    ['a sequence', sequence, 'not kept'],
    ['a sequence, with snapshots', sequence, 'kept'],
  ])('come to the same bits: %s', async (_name, experiment, how) => {
    const [here, there] = [await trained(experiment, false), await trained(experiment, true, how)];
    expect(losses(there.events)).toEqual(losses(here.events));
    expect(hashOf(there.session)).toBe(hashOf(here.session));
    const ends = ({ events }: Observed) => events.filter(({ type }) => type === 'epoch-end');
    expect(ends(there)).toEqual(ends(here));
    for (const { session } of [here, there]) session.dispose();
  });

  it('leave the weights to whoever reads them meanwhile, as they are after the step', async () => {
    const seen: [number[], number[]] = [[], []];
    for (const [at, overlap] of [false, true].entries()) {
      let model: tf.LayersModel | undefined;
      const { session } = await open(
        {
          ...noisyExperiment,
          model: () => (model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 3 })] })),
          *train(context) {
            for (const [x, y] of batches(context) as Generator<[number[][], number[]]>) {
              seen[at]!.push(model!.getWeights()[0]!.dataSync()[0]!);
              yield [x, y];
            }
          },
          compile: { optimizer: 'sgd', loss: { name: 'sparseCategoricalCrossentropy', fromLogits: true } } as never,
        },
        { stepsPerEpoch: 6, epochs: 1 },
        undefined,
        { overlap },
      );
      session.run();
      expect((await session.done).status).toBe('finished');
      session.dispose();
    }
    expect(new Set(seen[0]).size).toBe(6);
    expect(seen[1]).toEqual(seen[0]);
  });

  it.each(kept)('take one batch ahead of a pause, say so, and train on it next: what came is %s', async (how) => {
    const { experiment, asked } = counting();
    const { session, events } = await opened(experiment, true, how);
    session.run();
    while (batchEnds(events).length < 5) await new Promise((resolve) => setImmediate(resolve));
    session.pause();
    const state = await until(session, 'paused');
    const { step } = state as { readonly step: number };
    expect(asked()).toBe(step + 1);
    expect(state).toMatchObject({ at: 'between-batches', ahead: 1 });
    session.step(2);
    while (batchEnds(events).length < step + 2) await new Promise((resolve) => setImmediate(resolve));
    expect(await until(session, 'paused')).not.toHaveProperty('ahead');
    expect(asked()).toBe(step + 2);
    session.stop();
    await session.done;
    const here = await open(counting().experiment, {}, undefined, { overlap: false });
    here.session.step(step + 2);
    await until(here.session, 'paused');
    expect(losses(events)).toEqual(losses(here.events));
    for (const each of [session, here.session]) each.dispose();
  });

  it('say at its own batch what the data throw', async () => {
    const { session, events } = await open(
      {
        ...noisyExperiment,
        *train(context) {
          let left = 4;
          for (const item of batches(context)) {
            if (left-- === 0) throw new Error('no more');
            yield item;
          }
        },
      },
      {},
      undefined,
      { overlap: true },
    );
    session.run();
    expect(await session.done).toMatchObject({
      status: 'failed',
      step: 4,
      error: { code: 'user-code', values: { epoch: 0, batch: 4 } },
    });
    expect(batchEnds(events)).toHaveLength(4);
    session.dispose();
  });
});

describe('a session of another thread', () => {
  const backend = nativeBackend()!;
  const home = threadHome(backend, sessionThread(backend)!);
  const { TF_FLOAT: type } = backend.binding;
  const shape = { shape: { dim: [{ size: 2 }] } };
  const parts = (op: string) => ({
    nodes: [
      { name: 'x', op: 'Placeholder', input: [], attr: { dtype: { type }, shape } },
      { name: 'y', op, input: ['x'], attr: { T: { type } } },
    ],
    functions: [],
  });

  it('gives what it was asked for last, though what was begun before was not waited for', () => {
    const session = new GraphSession(home, parts('Square'));
    const form = signature(['x'], ['y']);
    const [one, other] = [tf.tensor([1, 2]), tf.tensor([3, 4])];
    const ids = (tensor: tf.Tensor) => backend.getInputTensorIds([tensor]);
    const finish = session.begin(form, ids(one));
    const valuesOf = ([result]: readonly { readonly id: number }[]) => {
      const values = [...backend.binding.tensorDataSync(result!.id)];
      backend.binding.deleteTensor(result!.id);
      return values;
    };
    expect(valuesOf(session.run(form, ids(other)))).toEqual([9, 16]);
    expect(valuesOf(finish())).toEqual([1, 4]);
    session.close();
    for (const tensor of [one, other]) tensor.dispose();
  });

  it('says in TensorFlow’s words what it does not take', () => {
    expect(() => new GraphSession(home, parts('NoSuchOperation'))).toThrow(/NoSuchOperation/);
  });
});

describe('whether another thread pays', () => {
  /** What is done after so many batches of the same kind; at first more are passed over. */
  const moves = (overlap: Overlap, got: number, trained: number, batches = 12) =>
    Array.from({ length: batches }, (_, batch) => overlap.observe(got, batch === 0 ? 900 : trained)).filter(Boolean);
  const atFirst = (overlap: Overlap, got: number, trained: number) => moves(overlap, got, trained, 30);

  it.each([
    [0.3, 0.5],
    [3, 90],
  ])('is not tried where a batch takes %d ms to get and %d ms to train on', (got, trained) => {
    const overlap = new Overlap();
    expect(atFirst(overlap, got, trained)).toEqual([]);
    expect(overlap.isDecided).toBe(true);
  });

  it('is not tried for batches that take long only while code is new', () => {
    const overlap = new Overlap();
    expect(moves(overlap, 8, 5, 21)).toEqual([]);
    expect(moves(overlap, 0.3, 5, 9)).toEqual([]);
    expect(overlap.isDecided).toBe(true);
  });

  it('is tried where batches take long, and given up where that saves nothing', () => {
    const overlap = new Overlap();
    expect(atFirst(overlap, 8, 5)).toEqual(['leave']);
    expect(overlap.isDecided).toBe(false);
    expect(moves(overlap, 0.1, 13)).toEqual(['return']);
    expect(overlap.isDecided).toBe(true);
  });

  type Moves = readonly string[];
  it.each<[string, here: readonly [number, number], again: Moves, then?: Moves, apart?: number]>([
    ['kept if it still saves some', [8, 5], ['leave'], []],
    ['left for good if the run has become as quick by itself', [8, 1], []],
    ['left for good if batches took long only while the machine was busy', [0.3, 15], []],
    ['given up if it then saves none', [8, 5], ['leave'], ['return'], 13],
  ])('is tried twice where it saves time, and %s', (_, [got, trained], again, then, apart = 9) => {
    const overlap = new Overlap();
    expect(atFirst(overlap, 8, 5)).toEqual(['leave']);
    expect(moves(overlap, 0.1, 9)).toEqual(['return']);
    expect(overlap.isDecided).toBe(false);
    expect(moves(overlap, got, trained)).toEqual(again);
    if (then) expect(moves(overlap, 0.1, apart)).toEqual(then);
    expect(overlap.isDecided).toBe(true);
  });

  it('changes no bits of a run that goes there and back', async () => {
    const run = async (overlap?: boolean, slow = 0) => {
      let time = 0;
      const now = () => (time += 1);
      const experiment: GeneratorExperiment = {
        ...noisyExperiment,
        *train(context) {
          for (const item of batches(context)) {
            time += slow;
            yield item;
          }
        },
        stepsPerEpoch: 60,
      };
      const observed = await open(experiment, {}, undefined, { now, ...(overlap !== undefined && { overlap }) });
      observed.session.run();
      await observed.session.done;
      observed.session.dispose();
      return losses(observed.events);
    };
    // By this clock nothing is gained: the thread is left, and come back to.
    expect(await run(undefined, 20)).toEqual(await run(false));
  });
});

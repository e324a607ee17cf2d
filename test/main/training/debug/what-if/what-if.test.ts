import * as core from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { Variant } from '../../../../../main/contract/debug/what-if';
import type { GeneratorExperiment } from '../../../../../main/training/experiment';
import * as tf from '../../../../../main/training/tf';
import { batchEnds, noisyExperiment } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

const dropped: GeneratorExperiment = {
  name: 'dropped',
  seed: 3,
  model: () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [4], units: 5, activation: 'tanh' }),
        tf.layers.dropout({ rate: 0.5 }),
        tf.layers.dense({ units: 2 }),
      ],
    }),
  compile: { optimizer: { name: 'sgd', learningRate: 0.1, momentum: 0.9 }, loss: 'meanSquaredError' },
  *train({ random }) {
    for (let batch = 0; ; batch += 1) {
      yield [random.normal([6, 4], `x ${batch}`), random.normal([6, 2], `y ${batch}`)];
    }
  },
  stepsPerEpoch: 20,
  epochs: 1,
};

type Hand = {
  readonly rate: number;
  readonly momentum: number;
  readonly clip?: number;
  readonly rows?: readonly number[];
};

/** The step of the network above without its dropout, in plain operations. */
function byHand(run: DebuggedSession, isAbsolute: boolean, { rate, momentum, clip, rows }: Hand) {
  return core.tidy(() => {
    const { batch } = run.session.debugContext().pending!;
    const [x, y] = [batch.xs[0]!, batch.ys[0]!].map((each) => (rows ? each.gather([...rows]) : each.clone()));
    const before = run.compiled.trainable.map(({ value }) => core.tensor(value.dataSync(), value.shape));
    const velocities = run.compiled.trainable.map(({ name }) =>
      run.compiled.optimizer.slots.get(name)!.get('momentum')!,
    );
    const loss = (...[k1, b1, k2, b2]: core.Tensor[]): core.Scalar => {
      const hidden = core.tanh(core.add(core.matMul(x as core.Tensor2D, k1 as core.Tensor2D), b1!));
      const error = core.sub(core.add(core.matMul(hidden as core.Tensor2D, k2 as core.Tensor2D), b2!), y!);
      return core.mean(isAbsolute ? core.abs(error) : core.square(error));
    };
    const gradients = core.grads(loss)(before);
    const norm = (tensors: readonly core.Tensor[]): number =>
      Math.sqrt(tensors.reduce((sum, each) => sum + core.sum(core.square(each)).dataSync()[0]!, 0));
    const steps = gradients.map((gradient, at) => {
      const length = norm([gradient]);
      const shortened = clip !== undefined && length > clip ? core.mul(gradient, clip / length) : gradient;
      return core.sub(core.mul(velocities[at]!, momentum), core.mul(shortened, rate));
    });
    return {
      before: loss(...before).dataSync()[0]!,
      after: loss(...before.map((each, at) => core.add(each, steps[at]!))).dataSync()[0]!,
      gradientNorm: norm(gradients),
      updateNorm: norm(steps),
    };
  });
}

describe.each([
  ['as a graph', false],
  ['operation by operation', true],
])('what a batch would come to in a run that trains %s', (_, eager) => {
  let run: DebuggedSession;
  afterEach(() => run.close());

  it('equals the same computed by hand', async () => {
    run = await DebuggedSession.open(dropped, eager);
    await run.step(4);
    await run.into(5);
    const withoutDropout = true;
    const variants: readonly Variant[] = [
      { withoutDropout },
      { withoutDropout, hyperparameters: { learningRate: 0.3, momentum: 0.5 } },
      { withoutDropout, hyperparameters: { clipnorm: 0.05 }, withoutRows: [1, 4] },
      { withoutDropout, loss: 'meanAbsoluteError' },
    ];
    const hands: readonly (readonly [boolean, Hand])[] = [
      [false, { rate: 0.1, momentum: 0.9 }],
      [false, { rate: 0.3, momentum: 0.5 }],
      [false, { rate: 0.1, momentum: 0.9, clip: 0.05, rows: [0, 2, 3, 5] }],
      [true, { rate: 0.1, momentum: 0.9 }],
    ];
    const found = (await run.ask('whatIf', variants))!;
    expect(found).toMatchObject({ of: 'pending', step: 5, rows: 6 });
    hands.forEach(([isAbsolute, hand], at) => {
      const expected = byHand(run, isAbsolute, hand);
      const { before, after, gradientNorm, updateNorm, rows } = found.variants[at]!;
      expect(rows).toBe(hand.rows?.length ?? 6);
      const got = { before: before['loss']!, after: after['loss']!, gradientNorm, updateNorm };
      for (const key of ['before', 'after', 'gradientNorm', 'updateNorm'] as const) {
        expect(Math.abs(got[key] - expected[key]) / Math.abs(expected[key]), `${at} ${key}`).toBeLessThan(1e-6);
      }
    });
    const { computed } = run.session.debugContext().pending!;
    expect(found.base.before['loss']).toBeCloseTo(computed!.sums[0]! / 6, 6);
    expect(found.base.before['loss']).not.toBeCloseTo(found.variants[0]!.before['loss']!, 3);
  });

  it('leaves state, run and tensors as they were', async () => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    await run.step(4);
    const variants: readonly Variant[] = [
      { hyperparameters: { learningRate: 0.5 } },
      { hyperparameters: { clipnorm: 0.1 } },
      { withoutDropout: true },
      { withoutRows: [0, 3] },
    ];
    const between = run.hash;
    expect(await run.ask('whatIf', variants)).toMatchObject({ of: 'last', step: 4 });
    expect(run.hash).toBe(between);
    await run.into(5);
    const before = run.hash;
    const tensors = core.memory().numTensors;
    for (let count = 0; count < 3; count += 1) await run.ask('whatIf', variants);
    expect(core.memory().numTensors).toBe(tensors);
    expect(run.hash).toBe(before);
    run.session.commit();
    await run.rest();
    await run.step(3);
    const end = run.hash;
    run.close();
    run = await DebuggedSession.open(noisyExperiment, eager);
    await run.step(8);
    expect(run.hash).toBe(end);
  });

  it('with the loss that it has comes to the same, also where an edit has frozen a layer', async () => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    await run.step(3);
    const layer = run.compiled.model.layers.find((each) => each.getClassName() === 'BatchNormalization')!.name;
    await run.edit({ kind: 'trainable', layer, isTrainable: false });
    await run.into(5);
    const found = (await run.ask('whatIf', [{ loss: 'sparseCategoricalCrossentropy' }]))!;
    const { before, after, gradientNorm, updateNorm } = found.base;
    const [same] = found.variants;
    expect(same!.before['loss']).toBeCloseTo(before['loss']!, 6);
    expect(same!.after['loss']).toBeCloseTo(after['loss']!, 6);
    expect(same!.gradientNorm).toBeCloseTo(gradientNorm, 5);
    expect(same!.updateNorm).toBeCloseTo(updateNorm, 6);
  });

  it('refuses what can’t be computed', async () => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    await run.step(1);
    const before = run.hash;
    const tensors = core.memory().numTensors;
    const wrong: readonly (readonly [readonly Variant[], string])[] = [
      [[{ withoutRows: [0, 1, 2, 3, 4, 5] }], 'wrong-variant'],
      [[{ withoutRows: [6] }], 'wrong-variant'],
      [[{ loss: 'meanSquaredError' }], 'wrong-variant'],
      [[{ loss: 'nothing' }], 'unknown-name'],
      [[{ hyperparameters: { momentum: 1 } }], 'unknown-name'],
      [[{ hyperparameters: { beta1: 1 } }], 'wrong-variant'],
      [[{}, {}, {}, {}, {}], 'wrong-variant'],
    ];
    for (const [variants, code] of wrong) await expect(run.ask('whatIf', variants)).rejects.toMatchObject({ code });
    await expect(run.ask('keepVariant', {})).rejects.toMatchObject({ code: 'illegal-command' });
    expect(run.hash).toBe(before);
    expect(core.memory().numTensors).toBe(tensors);
  });

  it('is written if it is kept, and comes again on the way there', async () => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    await run.step(3);
    await run.into(4);
    const variant: Variant = { hyperparameters: { learningRate: 0.2 }, withoutRows: [2], withoutDropout: true };
    const found = (await run.ask('whatIf', [variant]))!.variants[0]!;
    await run.ask('keepVariant', variant);
    await run.rest();
    expect(run.session.state).toMatchObject({ status: 'paused', at: 'between-batches', step: 4 });
    expect(run.edits).toMatchObject([{ id: 1, step: 3, edit: { kind: 'variant', variant } }]);
    expect(batchEnds(run.events).at(-1)).toMatchObject({ step: 4, rows: 5, own: found.before });
    expect(run.compiled.optimizer.learningRate).toBe(Math.fround(0.001));
    const kept = run.hash;
    await run.step(3);
    const end = run.hash;
    await run.goTo(2);
    await run.goTo(4);
    expect(run.hash).toBe(kept);
    await run.goTo(7);
    expect(run.session.state).toMatchObject({ why: { exactness: { kind: 'exact' } } });
    expect(run.hash).toBe(end);
    await run.goTo(3);
    await run.step(1);
    expect(run.hash).not.toBe(kept);
    await expect(run.ask('undo', 1)).rejects.toMatchObject({ code: 'no-such-edit' });
  });

  it.each([1, 2])('is written at once, whatever a breakpoint says of the step, from phase %d', async (phases) => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    run.session.setBreakpoints([
      {
        id: 'every',
        condition: 'batch.max < 1e9',
        isEnabled: true,
        when: 'before-commit',
        hits: { kind: 'from', count: 4 },
        actions: [{ kind: 'pause' }],
      },
    ]);
    await run.step(3);
    await run.into(phases);
    await run.ask('keepVariant', { withoutRows: [2] });
    await run.rest();
    expect(run.session.state).toMatchObject({ status: 'paused', at: 'between-batches', step: 4 });
    expect(await run.ask('batchLook')).toMatchObject({ of: 'last', step: 4, rows: 5 });
    await run.step(1);
    run.session.commit();
    await run.rest();
    const { hash } = run;
    expect(batchEnds(run.events).at(-1)).toMatchObject({ step: 5, rows: 6 });
    await run.goTo(2);
    await run.goTo(5);
    expect(run.hash).toBe(hash);
  });
});

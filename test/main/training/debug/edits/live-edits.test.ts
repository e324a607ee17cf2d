import { memory } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { Edit } from '../../../../../main/contract/debug/edits';
import { readEdits } from '../../../../../main/contract/debug/read-edits';
import type { GeneratorExperiment } from '../../../../../main/training/experiment';
import type * as tf from '../../../../../main/training/tf';
import { batchEnds, noisyExperiment } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

const rate = (value: number): Edit => ({ kind: 'hyperparameter', name: 'learningRate', value });
const momentum: GeneratorExperiment = {
  ...noisyExperiment,
  compile: { optimizer: { name: 'sgd', learningRate: 0.01, momentum: 0.9 }, loss: 'sparseCategoricalCrossentropy' },
};
const plain: GeneratorExperiment = {
  ...noisyExperiment,
  compile: { optimizer: { name: 'sgd', learningRate: 0.01 }, loss: 'sparseCategoricalCrossentropy' },
};

describe.each([
  ['as a graph', false],
  ['operation by operation', true],
])('edits of a run that trains %s', (_, eager) => {
  let run: DebuggedSession;
  const dropout = () => run.compiled.model.layers[2]!.name;
  const dense = () => run.compiled.model.layers[0]!.name;
  const weights = () => run.compiled.variables.map(({ value }) => [...value.dataSync()]);
  afterEach(() => run.close());

  it('take effect with the next step, and are told', async () => {
    run = await DebuggedSession.open(plain, eager);
    await run.step(3);
    const record = await run.edit(rate(0.25));
    expect(record).toMatchObject({ id: 1, step: 3, model: '', was: Math.fround(0.01), edit: rate(0.25) });
    expect(run.edits).toEqual([record]);
    const before = weights();
    await run.into(5);
    const { computed } = run.session.debugContext().pending!;
    const gradients = run.compiled.trainable.map(({ name }) => [...computed!.gradients.get(name)!.dataSync()]);
    run.session.commit();
    await run.rest();
    const after = weights();
    const at = run.compiled.trainable.map((each) => run.compiled.variables.indexOf(each));
    let largest = 0;
    at.forEach((index, each) =>
      gradients[each]!.forEach((gradient, place) => {
        const change = after[index]![place]! - before[index]![place]!;
        // The sum of weight and change is rounded to float32: that much can't be seen in the weight.
        const rounding = Math.abs(after[index]![place]!) * 2 ** -23;
        expect(Math.abs(change + 0.25 * gradient)).toBeLessThanOrEqual(1e-6 * Math.abs(0.25 * gradient) + rounding);
        largest = Math.max(largest, Math.abs(change));
      }),
    );
    expect(largest).toBeGreaterThan(0.01);
  });

  it('leave the moments as they are', async () => {
    run = await DebuggedSession.open(momentum, eager);
    await run.step(3);
    const slots = () => [...run.compiled.optimizer.slots.values()].map((held) => [...held.get('momentum')!.dataSync()]);
    const before = slots();
    await run.edit({ kind: 'hyperparameter', name: 'momentum', value: 0.5 });
    await run.edit({ kind: 'hyperparameter', name: 'clip_norm', value: 1 }).catch(() => undefined);
    expect(slots()).toEqual(before);
    expect(run.compiled.optimizer.hyperparameters['momentum']).toBe(0.5);
  });

  it('are refused as a whole if they are wrong', async () => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    await run.step(1);
    const before = run.hash;
    const wrong: readonly [Edit, string][] = [
      [{ kind: 'hyperparameter', name: 'beta1', value: 2 }, 'wrong-edit'],
      [{ kind: 'hyperparameter', name: 'nothing', value: 2 }, 'unknown-name'],
      [{ kind: 'dropout-rate', layer: dropout(), rate: 1 }, 'wrong-edit'],
      [{ kind: 'dropout-rate', layer: dense(), rate: 0.5 }, 'unknown-name'],
      [{ kind: 'trainable', layer: dropout(), isTrainable: false }, 'unknown-name'],
      [{ kind: 'loss-weight', output: 'nothing', weight: 1 }, 'unknown-name'],
      [{ kind: 'loss-weight', output: run.compiled.outputs[0]!.name, weight: Number.NaN }, 'wrong-edit'],
    ];
    for (const [edit, code] of wrong) await expect(run.edit(edit)).rejects.toMatchObject({ code });
    const other = run.ask('edit', 'other', { kind: 'hyperparameter', name: 'learningRate', value: 1 });
    const values = { what: 'model', name: 'other', known: "''" };
    await expect(other).rejects.toMatchObject({ code: 'unknown-name', values });
    expect(run.hash).toBe(before);
    expect(run.edits).toEqual([]);
  });

  it('freeze a layer and let it go again', async () => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    await run.step(2);
    const frozen = () => run.compiled.variables.slice(0, 2).map(({ value }) => [...value.dataSync()]);
    const before = frozen();
    await run.edit({ kind: 'trainable', layer: dense(), isTrainable: false });
    await run.step(2);
    expect(frozen()).toEqual(before);
    await run.ask('undo', 1);
    await run.step(1);
    expect(frozen()).not.toEqual(before);
    expect(run.edits.at(-1)).toMatchObject({ was: false, undoes: 1 });
  });

  it('set rates of dropout and weights of losses', async () => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    await run.step(1);
    await run.edit({ kind: 'dropout-rate', layer: dropout(), rate: 0 });
    await run.into(4);
    const own = run.session.debugContext().pending!.computed!.sums[0]!;
    await run.edit({ kind: 'loss-weight', output: run.compiled.outputs[0]!.name, weight: 3 });
    expect(run.session.debugContext().pending!.computed!.sums[0]).toBeCloseTo(3 * own, 4);
    const withoutRate = own;
    await run.ask('undo', 2);
    await run.ask('undo', 1);
    expect(run.session.debugContext().pending!.computed!.sums[0]).not.toBeCloseTo(withoutRate, 4);
    expect((await run.ask('settings'))[0]!.layers[2]).toEqual({ name: dropout(), dropoutRate: 0.3 });
  });

  it('come again at their steps: back over them and forth, and in another run', async () => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    const made: readonly (readonly [number, Edit])[] = [
      [3, rate(0.05)],
      [5, { kind: 'dropout-rate', layer: dropout(), rate: 0.6 }],
      [7, { kind: 'trainable', layer: dense(), isTrainable: false }],
      [9, { kind: 'hyperparameter', name: 'clipnorm', value: 0.5 }],
      [9, { kind: 'loss-weight', output: run.compiled.outputs[0]!.name, weight: 0.5 }],
    ];
    const hashes: string[] = [];
    for (let step = 0; step <= 12; step += 1) {
      for (const [at, edit] of made) if (at === step) await run.edit(edit);
      hashes.push(run.hash);
      if (step < 12) await run.step(1);
    }
    expect(new Set(hashes).size).toBe(13);
    for (const step of [8, 4, 2, 6, 12, 9, 12]) {
      await run.goTo(step);
      expect(run.session.state).toMatchObject({ step, why: { kind: 'moved', exactness: { kind: 'exact' } } });
      expect(run.hash).toBe(hashes[step]);
    }
    expect(run.edits).toHaveLength(made.length);
    const own = batchEnds(run.events).map((end) => end.own);
    run.close();
    run = await DebuggedSession.open(noisyExperiment, eager);
    for (const [step, edit] of made) {
      const at = batchEnds(run.events).length;
      if (step > at) await run.step(step - at);
      const named = { ...edit, ...('layer' in edit && { layer: edit.kind === 'trainable' ? dense() : dropout() }) };
      await run.edit({ ...named, ...('output' in edit && { output: run.compiled.outputs[0]!.name }) });
    }
    await run.step(3);
    expect(batchEnds(run.events).map((end) => end.own)).toEqual(own);
  });

  it('are made at their steps by a run that is given them, kept variants too', async () => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    await run.edit(rate(0.05));
    await run.step(3);
    await run.edit({ kind: 'dropout-rate', layer: dropout(), rate: 0.1 });
    await run.into(4);
    await run.ask('keepVariant', { hyperparameters: { clipnorm: 0.1 }, withoutRows: [1] });
    await run.rest();
    await run.step(3);
    const end = batchEnds(run.events).map((batch) => batch.own);
    const given = run.edits.map((record) => ({
      ...record,
      ...(record.edit.kind === 'dropout-rate' && { edit: { ...record.edit, layer: 'again' } }),
    }));
    const model = (): tf.LayersModel => {
      const made = noisyExperiment.model as () => tf.LayersModel;
      const built = made();
      built.layers[2]!.name = 'again';
      return built;
    };
    run.close();
    run = await DebuggedSession.open(
      { ...noisyExperiment, model },
      eager,
      readEdits(JSON.parse(JSON.stringify(given))),
    );
    await run.step(7);
    expect(batchEnds(run.events).map((batch) => batch.own)).toEqual(end);
    expect(run.edits).toEqual(given.map((record) => expect.objectContaining({ step: record.step }) as unknown));
  });

  it('part from the line when they are made in the past', async () => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    await run.step(8);
    const end = run.hash;
    await run.goTo(4);
    await run.edit(rate(0.05));
    expect(run.session.state).toMatchObject({ status: 'paused', step: 4 });
    expect(run.session.state).not.toHaveProperty('head');
    expect(run.events.filter(({ type }) => type === 'line')).toHaveLength(1);
    const edited = run.hash;
    await run.step(4);
    expect(run.hash).not.toBe(end);
    await run.goTo(4);
    expect(run.session.state).toMatchObject({ why: { exactness: { kind: 'exact' } } });
    expect(run.hash).toBe(edited);
    await run.goTo(3);
    expect(run.compiled.optimizer.learningRate).toBe(Math.fround(0.001));
  });

  it('wait for the end of the batch in flight', async () => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    let edited: Promise<unknown> | undefined;
    run.onEvent = (event) => {
      if (event.type === 'batch-end' && event.step === 2) edited = run.edit(rate(0.05));
    };
    run.session.step(4);
    await run.rest();
    await edited;
    expect(run.edits).toHaveLength(1);
    const { step } = run.edits[0]!;
    expect([2, 3]).toContain(step);
    const end = run.hash;
    await run.goTo(1);
    await run.goTo(4);
    expect(run.hash).toBe(end);
  });

  it('hold a flat number of tensors', async () => {
    run = await DebuggedSession.open(noisyExperiment, eager);
    await run.step(2);
    const round = async (): Promise<void> => {
      await run.into(5);
      await run.edit(rate(0.05));
      await run.edit({ kind: 'dropout-rate', layer: dropout(), rate: 0.1 });
      await run.ask('undo', run.edits.at(-1)!.id);
      run.session.commit();
      await run.rest();
    };
    await round();
    const before = memory().numTensors;
    for (let count = 0; count < 3; count += 1) await round();
    expect(memory().numTensors).toBe(before);
  });
});

it.each([
  ['of a model that is not there', { model: 'critic', edit: rate(0.1) }],
  ['of a number that the optimizer has not', { model: '', edit: { kind: 'hyperparameter', name: 'warmth', value: 2 } }],
  ['of a layer without dropout', { model: '', edit: { kind: 'dropout-rate', layer: 'dense', rate: 0.5 } }],
] as const)('a planned edit %s is refused before anything is trained', async (_, planned) => {
  const opened = DebuggedSession.open(plain, true, [{ step: 3, ...planned }]);
  await expect(opened).rejects.toMatchObject({ code: 'unknown-name' });
});

import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { bundleExperiment } from '../../../../../main/experiment/bundle';
import { loadExperiment } from '../../../../../main/experiment/load';
import type { Experiment, GeneratorExperiment } from '../../../../../main/training/experiment';
import * as tf from '../../../../../main/training/tf';
import { DebuggedSession } from '../debugged-session';
import { losses } from '../../session/session-fixture';
import { mistakes } from './mistakes';
import { series, trained, validated } from './set-up';

const examples = resolve(import.meta.dirname, '../../../../../examples');

/** Of the custom loop, whose data can't be looked at before it has begun, there is a test of its own. */
const sound = readdirSync(examples).filter((name) => name.endsWith('.ts') && name !== 'gan.ts');

describe('a pre-flight', () => {
  let debugged: DebuggedSession | undefined;
  afterEach(() => {
    debugged?.close();
    debugged = undefined;
  });
  const open = async (experiment: Experiment, eager = false) =>
    (debugged = await DebuggedSession.open(experiment, eager));

  it('finds nothing where nothing is wrong, and says which rates are good', async () => {
    const found = await (await open(trained())).ask('preflight');
    expect(found.findings).toEqual([]);
    expect(found).toMatchObject({ batches: 6, rows: 192, read: 20, unknown: [] });
    expect(found.made).toEqual(['data', 'loss', 'step', 'gradients', 'learning', 'rate']);
    expect(found.learned!.last).toBeLessThan(found.learned!.first / 2);
    expect(found.rates!.low).toBeLessThanOrEqual(found.rates!.high);
  });

  it.each<[what: string, experiment: Experiment]>([
    ['Adam as it is by default', trained({ optimizer: 'adam' })],
    ['Adagrad as it is by default', trained({ optimizer: 'adagrad' })],
    ['SGD as it is by default', trained({ optimizer: 'sgd' })],
    [
      'numbers of some ten',
      trained({ activation: 'linear', units: 1, loss: 'meanSquaredError', y: (label) => 20 + 9 * label }),
    ],
    ['validation on rows of its own', validated({})],
    ['as much validation data as the epochs take', validated({ batches: 8 })],
    ['a series that comes in its order', trained({ more: { train: series } })],
    ['classes of which one is rare', trained({ y: (label) => (label === 2 ? 1 : 0) })],
    [
      'a frozen layer that was given weights',
      trained({
        hidden: (layers) => {
          const frozen = tf.layers.dense({ units: 8, inputShape: [8], trainable: false });
          frozen.build([null, 8]);
          const weights = tf.eye(8).add(tf.randomUniform([8, 8], 0, 0.1, 'float32', 1));
          frozen.setWeights([weights, tf.zeros([8])]);
          layers.push(frozen);
        },
      }),
    ],
  ])('finds nothing in %s', async (_, experiment) => {
    const found = await (await open(experiment)).ask('preflight');
    expect(found.findings).toEqual([]);
    expect((await debugged!.ask('preflight')).findings).toEqual([]);
  });

  it.each(mistakes)('finds $what', async ({ experiment, code }) => {
    const found = await (await open(experiment)).ask('preflight');
    expect(found.findings.map((each) => each.code)).toContain(code);
  });

  it.each<[string, GeneratorExperiment['compile']['loss'], (label: number) => number]>([
    ['as binary crossentropy, by its logits', 'binaryCrossentropy', (label) => Number(label > 0)],
    ['where it is said to be from logits', { name: 'binary_crossentropy', fromLogits: true }, () => 1],
    ['where every target is 1', 'binaryCrossentropy', () => 1],
  ])('does not take the fall of a loss for learning whose softmax has one unit, %s', async (_, loss, y) => {
    const run = await open(trained({ units: 1, loss, y }));
    const found = await run.ask('preflight');
    expect(found.findings.map(({ code }) => code)).toContain('one-unit-softmax');
    expect(found.made).not.toContain('learning');
    expect(found.learned).toBeUndefined();
    await run.step(10);
    const again = (await run.ask('trainAgain', 100))!.losses;
    expect(again.at(-1)!).toBeLessThan(again[0]! * 0.9);
    const { predictions } = run.session.debugContext().last!.trained.results;
    expect(new Set(predictions[0]!.dataSync())).toEqual(new Set([1]));
  });

  it.each(sound)('finds nothing in the example %s', async (name) => {
    const bundle = await bundleExperiment(join(examples, name));
    const found = await (await open(await loadExperiment(bundle))).ask('preflight');
    expect(found.findings).toEqual([]);
  });

  it('says nothing of rates where a loss falls without end', async () => {
    const far = trained({ activation: 'sigmoid', units: 1, loss: 'binaryCrossentropy' });
    const found = await (await open(far)).ask('preflight');
    expect(found.findings.map(({ code }) => code)).toEqual(['targets-not-shares']);
    expect(found.rates).toBeUndefined();
  });

  it('gives no larger rate as a remedy for targets that are to be scaled', async () => {
    const far = trained({ activation: 'linear', units: 1, loss: 'mse', y: (label) => 3e5 + 1e5 * label });
    const found = await (await open(far)).ask('preflight');
    expect(found.findings.map(({ code }) => code)).toEqual(['targets-unscaled']);
  });

  it('leaves the run as it was: state, tensors, and every batch', async () => {
    const plain = await open(trained());
    plain.session.run();
    await plain.session.done;
    const wanted = losses(plain.events);
    plain.close();
    const checked = await open(trained());
    const [hash, tensors] = [checked.hash, memory().numTensors];
    await checked.ask('preflight');
    expect(checked.hash).toBe(hash);
    expect(memory().numTensors).toBe(tensors);
    checked.session.run();
    await checked.session.done;
    expect(losses(checked.events)).toEqual(wanted);
  });

  it.each([
    ['as a graph', false],
    ['operation by operation', true],
  ])('leaves a paused run as it was, trained %s', async (_, eager) => {
    const plain = await open(trained(), eager);
    await plain.step(8);
    const wanted = [plain.hash];
    await plain.step(3);
    wanted.push(plain.hash);
    plain.close();
    const checked = await open(trained(), eager);
    await checked.step(5);
    await checked.ask('preflight');
    const [hash, tensors] = [checked.hash, memory().numTensors];
    const found = await checked.ask('preflight');
    expect(found.findings).toEqual([]);
    expect(found).toMatchObject({ batches: 6, read: 15 });
    expect(checked.hash).toBe(hash);
    expect(memory().numTensors).toBe(tensors);
    await checked.into(5);
    const inside = checked.hash;
    expect(await checked.ask('preflight')).toMatchObject({ batches: 6, read: 15, findings: [] });
    expect(checked.hash).toBe(inside);
    checked.session.commit();
    await checked.rest();
    await checked.step(2);
    expect(checked.hash).toBe(wanted[0]);
    await checked.goTo(3);
    await checked.ask('preflight');
    await checked.goTo(8);
    expect(checked.hash).toBe(wanted[0]);
    expect(checked.session.state).toMatchObject({ why: { exactness: { kind: 'exact' } } });
    await checked.step(3);
    expect(checked.hash).toBe(wanted[1]);
  });

  it('leaves a run on a sequence where it stands in its epoch', async () => {
    const example = async (): Promise<Experiment> => loadExperiment(await bundleExperiment(join(examples, 'iris.ts')));
    const plain = await open(await example());
    await plain.step(20);
    const wanted = plain.hash;
    plain.close();
    const checked = await open(await example());
    await checked.step(7);
    expect(await checked.ask('preflight')).toMatchObject({ batches: 5, findings: [] });
    await checked.step(13);
    expect(checked.hash).toBe(wanted);
  });

  it('says what can’t be known of a custom loop, and looks at the batch it stands in', async () => {
    const checked = await open(await loadExperiment(await bundleExperiment(join(examples, 'gan.ts'))));
    const before = await checked.ask('preflight');
    expect(before).toMatchObject({ batches: 0, findings: [], unknown: [{ code: 'loop-not-begun' }] });
    const hash = checked.hash;
    await checked.into(1);
    const inside = await checked.ask('preflight');
    expect(checked.hash).toBe(hash);
    expect(inside).toMatchObject({ model: 'discriminator', batches: 1, rows: 128, findings: [] });
    expect(inside.unknown).toEqual([
      { code: 'loop-data', values: {} },
      { code: 'other-models', values: { models: ['generator'] } },
    ]);
    await checked.step(2);
    expect(await checked.ask('preflight')).toMatchObject({ model: 'generator', batches: 1, findings: [] });
  });

  it('counts the batches of a generator that ends early, also behind its last', async () => {
    const short: GeneratorExperiment = {
      ...trained(),
      *train() {
        for (let batch = 0; batch < 5; batch += 1) yield [[[0, 1, 0, batch / 9]], [1]];
      },
    };
    const checked = await open(short);
    for (const steps of [4, 1]) {
      await checked.step(steps);
      const { findings } = await checked.ask('preflight');
      expect(findings[0]).toMatchObject({ code: 'too-short', values: { batches: 5, needed: 20 } });
    }
  });

  it('leaves an exception of a generator to the batch that asks for it', async () => {
    const broken: GeneratorExperiment = {
      ...trained(),
      *train() {
        for (let batch = 0; batch < 3; batch += 1) yield [[[0, 1, 0, batch / 9]], [1]];
        throw new Error('no more rows');
      },
    };
    const checked = await open(broken);
    const found = await checked.ask('preflight');
    expect(found.findings[0]).toMatchObject({ code: 'batch-refused', values: { batch: 3 } });
    checked.session.run();
    expect(await checked.session.done).toMatchObject({ status: 'failed', step: 3, error: { code: 'user-code' } });
  });

  it('is refused while the run moves', async () => {
    const moving = await open(trained());
    moving.session.run();
    await expect(moving.ask('preflight')).rejects.toMatchObject({ code: 'illegal-command' });
    await moving.session.done;
  });
});

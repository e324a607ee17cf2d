import { join, resolve } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { bundleExperiment } from '../../../../../main/experiment/bundle';
import { loadExperiment } from '../../../../../main/experiment/load';
import type { Experiment } from '../../../../../main/training/experiment';
import { DebuggedSession } from '../debugged-session';
import { losses } from '../../session-fixture';
import { mistakes, trained } from './mistakes';

const examples = resolve(import.meta.dirname, '../../../../../examples');

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
    expect(found).toMatchObject({ batches: 6, rows: 192 });
    expect(found.made).toEqual(['data', 'loss', 'step', 'gradients', 'learning', 'rate']);
    expect(found.learned!.last).toBeLessThan(found.learned!.first / 2);
    expect(found.rates!.low).toBeLessThanOrEqual(found.rates!.high);
  });

  it.each(mistakes)('finds $what', async ({ experiment, code }) => {
    const found = await (await open(experiment)).ask('preflight');
    expect(found.findings.map((each) => each.code)).toContain(code);
  });

  it.each(['digits.ts', 'iris.ts', 'two-moons.ts', 'text-lstm.ts'])('finds nothing in the example %s', async (name) => {
    const bundle = await bundleExperiment(join(examples, name));
    const found = await (await open(await loadExperiment(bundle))).ask('preflight');
    expect(found.findings).toEqual([]);
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

  it('is refused once the run has begun', async () => {
    const begun = await open(trained());
    await begun.step(1);
    await expect(begun.ask('preflight')).rejects.toMatchObject({ code: 'illegal-command' });
  });
});

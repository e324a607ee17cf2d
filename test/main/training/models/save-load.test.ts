import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory, type io } from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { loadModel, loadWeights, modelFromJSON, saveModel, saveWeights } from '../../../../main/training/models';
import { compile, type TrainableModel } from '../../../../main/training/calls/public-calls';
import { readState } from '../../../../main/training/model/state';
import * as tf from '../../../../main/training/tf';
import { noisyModel } from '../session/session-fixture';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'batchpoint-model-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const x = [
  [0.1, 0.2, 0.3, 0.4],
  [1, -1, 0.5, 0],
  [0, 0.3, -0.7, 2],
];
const y = [0, 1, 2];
const options = { optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] } as const;
const compiled = (model: LayersModel): TrainableModel => compile(model, options, { seed: 3 });
const train = (model: TrainableModel, steps: number): unknown[] =>
  Array.from({ length: steps }, () => model.trainOnBatch(x, y, { resetMetrics: false }));

describe('a saved model', () => {
  it('trains on bit for bit in a model that was loaded, dropout, moments and metrics included', async () => {
    const first = compiled(noisyModel());
    train(first, 3);
    await first.save(folder);
    const second = compiled(await loadModel(folder));
    await second.loadTraining(folder);
    expect(readState(second.compiled)).toEqual(readState(first.compiled));
    expect(train(second, 4)).toEqual(train(first, 4));
    expect(readState(second.compiled)).toEqual(readState(first.compiled));
  });

  it('is read by TensorFlow.js itself', async () => {
    const model = compiled(noisyModel());
    train(model, 2);
    await model.save(folder);
    const json = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')) as io.ModelJSON;
    const { paths, weights } = json.weightsManifest[0]!;
    const bytes = await readFile(join(folder, paths[0]!));
    const loaded = await loadLayersModel({
      load: () =>
        Promise.resolve({
          modelTopology: json.modelTopology,
          weightSpecs: weights,
          weightData: Uint8Array.from(bytes).buffer,
        }),
    });
    const input = tf.tensor(x);
    const [want, got] = [model.predictOnBatch(x) as tf.Tensor, loaded.predict(input) as tf.Tensor];
    // Another path through the same layers: the last bit may differ.
    const expected = want.dataSync();
    got.dataSync().forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 6));
  });

  it('replaces an older one only when all of it is written, and leaves no file behind', async () => {
    const model = compiled(noisyModel());
    await model.save(folder);
    const before = await readdir(folder);
    train(model, 1);
    await model.save(folder);
    const after = await readdir(folder);
    expect(before).toHaveLength(2);
    expect(after).toHaveLength(2);
    expect(after).not.toEqual(before);
    await rm(join(folder, 'model.json'));
    await mkdir(join(folder, 'model.json')); // can't be written over
    train(model, 1);
    await expect(model.save(folder)).rejects.toMatchObject({ code: 'write-failed' });
    expect(await readdir(folder)).toEqual(expect.arrayContaining(after));
  });

  it('keeps layers of our own under the names that Keras has for them', async () => {
    const names = ['gru_reset_after', 'gru_reset_after_masked_bidirectional', 'unit_normalization', 'separable_conv2d'];
    for (const name of names) {
      const file = join(import.meta.dirname, `../../../fixtures/keras-models/${name}.json`);
      const { model: json } = JSON.parse(await readFile(file, 'utf8')) as { model: object };
      const model = await modelFromJSON(json);
      await saveModel(model, join(folder, name));
      const text = await readFile(join(folder, name, 'model.json'), 'utf8');
      expect(text).not.toContain('ResetAfter');
      if (name.startsWith('gru')) expect(text).toContain('"reset_after":true');
      const loaded = await loadModel(join(folder, name));
      const values = (from: LayersModel): unknown => from.getWeights().map((weight) => weight.dataSync());
      expect(values(loaded)).toEqual(values(model));
    }
  });

  it('gives its weights alone to a model of the same form', async () => {
    const [first, second] = [noisyModel(), noisyModel()];
    compiled(first);
    compiled(second);
    await saveWeights(first, folder);
    const names = JSON.parse(await readFile(join(folder, 'weights_manifest.json'), 'utf8')) as unknown[];
    expect(names).toHaveLength(1);
    // Automatic names differ from one model of a process to the next.
    await expect(loadWeights(second, folder)).rejects.toMatchObject({ code: 'model-file' });
    const count = memory().numTensors;
    const values = first.getWeights()[0]!.dataSync();
    first.getWeights()[0]!.dataSync();
    train(compiled(first), 1);
    await loadWeights(first, folder);
    expect(first.getWeights()[0]!.dataSync()).toEqual(values);
    expect(memory().numTensors).toBeGreaterThanOrEqual(count);
  });

  it('says what is wrong with a folder that holds none, a broken one, or one that reaches out of it', async () => {
    await expect(loadModel(folder)).rejects.toMatchObject({ code: 'model-file' });
    await writeFile(join(folder, 'model.json'), '{');
    await expect(loadModel(folder)).rejects.toMatchObject({ code: 'model-file' });
    await saveModel(compiled(noisyModel()).model, folder);
    const file = join(folder, 'model.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/"model-[0-9a-f]+\.bin"/, '"../secret.bin"'));
    await expect(loadModel(folder)).rejects.toMatchObject({ code: 'model-file', values: { got: '../secret.bin' } });
    await writeFile(file, text.replace(/"shape":\[4,8\]/, '"shape":[4,9]'));
    await expect(loadModel(folder)).rejects.toMatchObject({ code: 'model-file' });
  });
});

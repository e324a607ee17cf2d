import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memory, type Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { compileModel } from '../../../../main/training/model/compiled-model';
import { RandomLayers } from '../../../../main/training/model/random-layers';
import { modelFromJSON } from '../../../../main/training/models';
import * as tf from '../../../../main/training/tf';
import { predictOnBatch, trainOnBatch } from '../../../../main/training/step/train-on-batch';

type Recorded = { readonly shape: number[]; readonly values: readonly number[] };
type Weight = Recorded & { readonly layer: string };
type Case = {
  readonly name: string;
  readonly model: object;
  readonly weights: readonly Weight[];
  readonly weights_after: readonly Weight[];
  readonly x: readonly Recorded[];
  readonly y: readonly Recorded[];
  readonly predictions: Recorded;
  readonly losses: readonly number[];
};

const folder = join(import.meta.dirname, '../../../fixtures/keras-models');
const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const cases = readdirSync(folder)
  .filter((file) => file !== 'refused.json')
  .map((file) => read(file) as Case);

const tensorOf = ({ values, shape }: Recorded): Tensor => tf.tensor([...values], shape);

function setWeights(model: LayersModel, weights: readonly Weight[]): void {
  for (const layer of new Set(weights.map((weight) => weight.layer))) {
    model.getLayer(layer).setWeights(weights.filter((weight) => weight.layer === layer).map(tensorOf));
  }
}

function expectClose(got: ArrayLike<number>, want: readonly number[], what: string): void {
  expect(got.length, what).toBe(want.length);
  want.forEach((each, at) => {
    const isClose = Math.abs(got[at]! - each) <= 2e-5 + 1e-5 * Math.abs(each);
    expect(isClose, `${what}[${at}]: got ${got[at]}, Keras has ${each}`).toBe(true);
  });
}

describe('models as Keras 2.15 writes them compute as there', () => {
  it.each(cases.map((each) => [each.name, each] as const))('%s', async (_, recorded) => {
    const model = await modelFromJSON(JSON.stringify(recorded.model));
    setWeights(model, recorded.weights);
    const compiled = compileModel(
      model,
      { optimizer: { name: 'sgd', learningRate: 0.05 }, loss: 'mse' },
      { random: new RandomLayers(0) },
    );
    const xs = recorded.x.map(tensorOf);
    const y = tensorOf(recorded.y[0]!);
    const [predicted] = predictOnBatch(compiled, xs);
    expectClose(predicted!.dataSync<'float32'>(), recorded.predictions.values, 'predictions');
    predicted!.dispose();
    trainOnBatchOnce();
    const count = memory().numTensors;
    recorded.losses.slice(1).forEach((loss, step) => {
      expectClose([trainOnBatch(compiled, xs, y)['loss']!], [loss], `loss ${step + 1}`);
    });
    expect(memory().numTensors).toBe(count);
    const after = model.layers.flatMap((layer) => layer.getWeights());
    recorded.weights_after.forEach(({ values, layer }, at) =>
      expectClose(after[at]!.dataSync<'float32'>(), values, `weights of ${layer} ${at}`),
    );

    function trainOnBatchOnce(): void {
      expectClose([trainOnBatch(compiled, xs, y)['loss']!], [recorded.losses[0]!], 'loss 0');
    }
  });
});

import { ones, tidy, variableGrads, zeros, type Scalar, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { input, layers, model as functional, type LayerVariable } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import '../../../../main/trainer/backend';
import { batchLoss } from '../../../../main/training/step/batch-loss';
import { compileModel, type CompiledModel } from '../../../../main/training/model/compiled-model';
import { prepareBatch } from '../../../../main/training/data/prepare-batch';
import { disposeBatch } from '../../../../main/training/data/prepared-batch';
import { differentiate } from '../../../../main/training/step/differentiate';
import { RandomLayers } from '../../../../main/training/model/random-layers';
import { denseGradient, type Gradient } from '../../../../main/training/optimizers/clip-gradients';

type Embedding = layers.Layer & { readonly embeddings: LayerVariable };

/** Compares words with all rows of an embedding's table: the table is used otherwise than by looking up. */
class Tied extends layers.Layer {
  static readonly className = 'Tied';
  readonly #embedding: Embedding;

  constructor(embedding: layers.Layer) {
    super({});
    this.#embedding = embedding as Embedding;
  }

  override computeOutputShape(shape: number[]): number[] {
    return [...shape.slice(0, -1), 5];
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tidy(() => [inputs].flat()[0]!.matMul(this.#embedding.embeddings.read().transpose()));
  }
}

const x = [
  [1, 2, 2],
  [4, 1, 2],
];
const y = [0, 1];

function compiled(model: ReturnType<typeof functional>): CompiledModel {
  return compileModel(
    model,
    { optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' },
    { random: new RandomLayers(0) },
  );
}

function embedded(embedding: layers.Layer, { isTied = false } = {}): CompiledModel {
  const words = input({ shape: [3] });
  const mean = layers.globalAveragePooling1d({}).apply(embedding.apply(words));
  const head = isTied ? new Tied(embedding) : layers.dense({ units: 5 });
  const output = layers.activation({ activation: 'softmax' }).apply(head.apply(mean)) as never;
  return compiled(functional({ inputs: words, outputs: output }));
}

/** Gradients as the step finds them, and as TensorFlow.js finds them without it. */
function gradients(model: CompiledModel): { found: ReadonlyMap<string, Gradient>; plain: ReadonlyMap<string, Tensor> } {
  const batch = prepareBatch(model, { x, y });
  const loss = (): Scalar => batchLoss(model, model.training.run(batch.xs, true), batch).total;
  const found = differentiate(model, loss).byName;
  const all = variableGrads(
    loss,
    model.trainable.map(({ value }) => value),
  ).grads;
  const plain = model.trainable.map(({ name, value }) => [name, all[(value as Variable).name]!] as const);
  disposeBatch(batch);
  return { found, plain: new Map(plain) };
}

const numbers = (each: Tensor): readonly number[] => [...each.dataSync()];

function expectEqual(model: CompiledModel): ReadonlyMap<string, Gradient> {
  const { found, plain } = gradients(model);
  expect([...found.keys()]).toEqual([...plain.keys()]);
  for (const [name, gradient] of found) {
    const dense = denseGradient(gradient);
    expect(dense.shape).toEqual(plain.get(name)!.shape);
    numbers(dense).forEach((each, at) => expect(each, name).toBeCloseTo(numbers(plain.get(name)!)[at]!, 6));
  }
  return found;
}

const table = (found: ReadonlyMap<string, Gradient>): Gradient =>
  [...found].find(([name]) => name.endsWith('/embeddings'))![1];

describe('the gradient of an embedding', () => {
  it('has a row for each lookup, and their sum', () => {
    const gradient = table(expectEqual(embedded(layers.embedding({ inputDim: 5, outputDim: 2 }))));
    if (!('rows' in gradient)) throw new Error('no rows');
    expect(gradient.rows.shape).toEqual([6, 2]);
    expect(numbers(gradient.indices)).toEqual(x.flat());
  });

  it('is one of the whole table if the table is also used otherwise', () => {
    const tied = embedded(layers.embedding({ inputDim: 5, outputDim: 2 }), { isTied: true });
    expect(table(expectEqual(tied))).not.toHaveProperty('rows');
    const embeddingsRegularizer = 'l1l2';
    const penalized = embedded(layers.embedding({ inputDim: 5, outputDim: 2, embeddingsRegularizer }));
    expect(table(expectEqual(penalized))).not.toHaveProperty('rows');
  });

  it('is absent if the embedding is frozen; the rest of the model trains', () => {
    const embedding = layers.embedding({ inputDim: 5, outputDim: 2, trainable: false });
    const names = [...expectEqual(embedded(embedding)).keys()];
    expect(names.map((name) => name.split('/').at(-1))).toEqual(['kernel', 'bias']);
  });

  it('is left to TensorFlow.js outside of a training step', () => {
    const model = embedded(layers.embedding({ inputDim: 5, outputDim: 2 }));
    const forward = (): Scalar =>
      model.training
        .run([ones([1, 3])], true)
        .outputs[0]!.square()
        .sum();
    const { grads } = variableGrads(
      forward,
      model.trainable.map(({ value }) => value),
    );
    expect(numbers(grads[model.trainable[0]!.value.name]!).some((each) => each !== 0)).toBe(true);
  });

  it('is absent if the loss does not depend on it', () => {
    const words = input({ shape: [3] });
    const ignored = layers.embedding({ inputDim: 5, outputDim: 2 }).apply(words);
    const used = layers.embedding({ inputDim: 5, outputDim: 5, name: 'used' }).apply(words);
    const nothing = layers.globalAveragePooling1d({}).apply(new Zero({}).apply(ignored));
    const mean = layers.globalAveragePooling1d({}).apply(used);
    const both = layers.concatenate().apply([mean, nothing] as never);
    const output = layers.activation({ activation: 'softmax' }).apply(both) as never;
    const model = compiled(functional({ inputs: words, outputs: output }));
    const batch = prepareBatch(model, { x, y });
    const loss = (): Scalar => batchLoss(model, model.training.run(batch.xs, true), batch).total;
    expect([...differentiate(model, loss).byName.keys()]).toEqual(['used/embeddings']);
    disposeBatch(batch);
  });
});

/** Its output does not depend on its input. */
class Zero extends layers.Layer {
  static readonly className = 'Zero';

  override computeOutputShape(shape: number[]): number[] {
    return shape;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return zeros([inputs].flat()[0]!.shape);
  }
}

import { afterEach, describe, expect, it, vi } from 'vitest';
import { compilingStep, type CompilingStep } from '../../../../main/training/compiled-step/compiling-step';
import { Graph } from '../../../../main/training/compiled-step/graph';
import { nativeBackend } from '../../../../main/training/compiled-step/native-binding';
import { onPreparing } from '../../../../main/training/compiled-step/preparing';
import { compileModel, type CompiledModel } from '../../../../main/training/model/compiled-model';
import { RandomLayers } from '../../../../main/training/model/random-layers';
import { networks, stepOf, train, type Network } from './step-fixture';

const network: Network = { ...networks.dense, options: { ...networks.dense.options, optimizer: 'adam' } };

type Change = (compiled: CompiledModel) => void;
type Native = { getNumOfSavedModels(): number };
const graphs = (): number => (nativeBackend()!.binding as unknown as Native).getNumOfSavedModels();

/** Trains a step by each of two models, and expects both to come to the same. */
type Both = {
  readonly compiled: readonly [CompiledModel, CompiledModel];
  readonly step: CompilingStep;
  train(number: number, rows?: number): void;
};

async function both(of: Network = network): Promise<Both> {
  const [[step, one], [eager, other]] = [await stepOf(of), await stepOf(of, true)];
  const weights = (compiled: CompiledModel) => compiled.variables.flatMap(({ value }) => [...value.dataSync()]);
  return {
    compiled: [one, other],
    step,
    train(number, rows = 4) {
      const training = { steps: 1, from: number, rows: () => rows };
      const [[got], [wanted]] = [train(step, one, of, training), train(eager, other, of, training)];
      expect(got![0], `loss of step ${number}`).toBeCloseTo(wanted![0]!, 4);
      const expected = weights(other);
      weights(one).forEach((weight, at) => expect(weight, `weight of step ${number}`).toBeCloseTo(expected[at]!, 4));
    },
  };
}

afterEach(() => void vi.restoreAllMocks());

describe('a graph is made', () => {
  it('for each shape and each structure of a step, and for no number', async () => {
    const { compiled, step, train } = await both();
    let made = 0;
    onPreparing(compiled[0], (isPreparing) => (made += Number(isPreparing)));
    const names = compiled.map(({ model }) => model.layers[0]!.name);
    const changes: readonly (readonly [what: string, graphs: number, change: Change, rows?: number])[] = [
      ['the first batch', 1, () => undefined],
      ['the same shape', 1, () => undefined],
      ['another rate', 1, ({ optimizer }) => void (optimizer.learningRate = 0.05)],
      ['another beta', 1, ({ optimizer }) => optimizer.setHyperparameters({ beta1: 0.5, epsilon: 0.01 })],
      ['another shape', 2, () => undefined, 5],
      ['the first shape again', 2, () => undefined],
      ['clipping', 3, ({ optimizer }) => optimizer.setHyperparameters({ clipnorm: 0.01 })],
      ['another norm', 3, ({ optimizer }) => optimizer.setHyperparameters({ clipnorm: 0.5 })],
      ['no clipping', 3, ({ optimizer }) => optimizer.setHyperparameters({ clipnorm: 0 })],
      ['weight decay', 4, ({ optimizer }) => optimizer.setHyperparameters({ weightDecay: 0.1 })],
      ['a frozen layer', 5, (each) => each.settings.freezing.setTrainable(names[compiled.indexOf(each)]!, false)],
      ['another loss weight', 6, ({ settings, outputs }) => settings.lossWeights.set(outputs[0]!.name, 3)],
      [
        'no edit any more',
        6,
        ({ settings, optimizer }) => {
          settings.edits = {};
          optimizer.setHyperparameters({ weightDecay: 0 });
        },
      ],
    ];
    changes.forEach(([what, graphs, change, rows], number) => {
      for (const each of compiled) change(each);
      train(number, rows);
      expect([what, made]).toEqual([what, graphs]);
    });
    expect(step.mode).toEqual({ kind: 'compiled' });
    step.close();
  });

  it('for another optimizer and another loss of the same model, which goes on with its weights', async () => {
    const { compiled, step, train: trainBoth } = await both();
    for (const number of [0, 1]) trainBoth(number);
    const options = {
      optimizer: { name: 'sgd', learningRate: 0.1, momentum: 0.9 },
      loss: { name: 'sparseCategoricalCrossentropy', fromLogits: true },
    } as const;
    const again = compiled.map(({ model }, at) =>
      compileModel(model, options, { random: new RandomLayers(11), eager: at === 1 }),
    );
    const steps = again.map(compilingStep);
    for (const from of [2, 3, 4]) {
      const [got, wanted] = steps.map((each, at) => train(each, again[at]!, network, { steps: 1, from })[0]![0]!);
      expect(got).toBeCloseTo(wanted!, 4);
    }
    expect(steps.map(({ mode }) => mode?.kind)).toEqual(['compiled', 'eager']);
    // The step that was there before takes them over again.
    trainBoth(5);
    expect(step.mode).toEqual({ kind: 'compiled' });
    for (const each of [step, ...steps]) each.close();
  });

  it('and the one that was not used for longest goes where there are too many, with the weights that it has', async () => {
    const { step, train } = await both();
    const before = graphs();
    for (let rows = 1; rows <= 19; rows += 1) train(rows, rows);
    expect(graphs() - before).toBe(16);
    train(20, 1);
    train(21, 19);
    expect(graphs() - before).toBe(16);
    expect(step.mode).toEqual({ kind: 'compiled' });
    step.close();
    expect(graphs()).toBe(before);
  });
});

it.each([
  ['forward', 'Relu', 'Softplus'],
  ['in its update alone', 'Sqrt', 'Square'],
])('a graph that comes to something else than the operations is not used: %s', async (_, right, wrong) => {
  const add = Graph.prototype.add;
  let changed = 0;
  vi.spyOn(Graph.prototype, 'add').mockImplementation(function (this: Graph, name, op, ...rest) {
    changed += Number(op === right);
    return add.call(this, name, op === right ? wrong : op, ...rest);
  });
  const { step, train } = await both(networks.wide);
  for (const number of [0, 1]) train(number);
  expect(changed).toBeGreaterThan(0);
  expect(step.mode).toEqual({ kind: 'eager', reason: { code: 'differs' } });
});

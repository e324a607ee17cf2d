import { input, layers, model as functional, sequential, type LayersModel } from '@tensorflow/tfjs-layers';
import { memory, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { RandomLayers } from '../../../../../main/training/model/random-layers';
import { recurrentStates } from '../../../../../main/training/model/recurrent-states';
import { isModel, walkLayers } from '../../../../../main/training/model/walk-layers';
import { containerCall } from '../../../../../main/training/model/native-layers/container';
import { outputMasks } from '../../../../../main/training/model/native-layers/masks';
import type { Replaceable } from '../../../../../main/training/model/native-layers/native-layer';
import { scoped } from '../../../../../main/training/step/scope';
import { numbers } from '../../../trainer/kernels/differentiate';
import { bothWays } from './both-ways';

type Layer = Parameters<ReturnType<typeof sequential>['add']>[0];
type Symbolic = ReturnType<typeof input>;
type Shape = readonly number[];

const modelOf = (...all: readonly Layer[]): LayersModel => {
  const model = sequential({ layers: [...all] });
  model.build();
  return model;
};

/** A model of inputs of these shapes, one row each. */
const wired = (shapes: readonly Shape[], wire: (...inputs: Symbolic[]) => Symbolic | Symbolic[]): LayersModel => {
  const inputs = shapes.map((shape) => input({ shape: [...shape] }));
  return functional({ inputs, outputs: wire(...inputs) });
};

const on = (layer: Layer, ...inputs: Symbolic[]): Symbolic =>
  layer.apply(inputs.length === 1 ? inputs[0]! : inputs) as Symbolic;
const onAll = (layer: Layer, x: Symbolic): Symbolic[] => layer.apply(x) as Symbolic[];

const dense = (units: number): Layer => layers.dense({ units, activation: 'tanh' });
const lstm = (more: object = {}): Layer => layers.lstm({ units: 3, ...more });

/** Replaces the way that models go through their layers, and nothing else. */
function useContainers(model: LayersModel): void {
  for (const layer of [model, ...walkLayers(model)]) {
    const own = layer as unknown as Replaceable;
    if (isModel(layer)) own.call = containerCall(own);
  }
}

function nestedTwice(): LayersModel {
  const inner = wired([[3]], (x) => on(layers.add(), on(dense(3), x), on(layers.dropout({ rate: 0.5 }), x)));
  return wired([[3]], (x) => on(layers.concatenate(), on(inner, x), on(inner, on(dense(3), x))));
}

const topologies: readonly [string, () => LayersModel, readonly Shape[]][] = [
  ['a sequence of layers', () => modelOf(layers.dense({ inputShape: [3], units: 4 }), dense(2)), [[3]]],
  [
    'masking before an LSTM',
    () => modelOf(layers.masking({ inputShape: [4, 2] }), lstm({ returnSequences: true }), lstm(), dense(2)),
    [[4, 2]],
  ],
  [
    'an embedding that masks, both ways',
    () =>
      modelOf(
        layers.embedding({ inputShape: [4], inputDim: 5, outputDim: 3, maskZero: true }),
        layers.bidirectional({ layer: lstm({ returnSequences: true }) as never, mergeMode: 'concat' }),
        dense(2),
      ),
    [[4]],
  ],
  [
    'a layer for each time step',
    () => modelOf(layers.timeDistributed({ inputShape: [4, 3], layer: dense(2) })),
    [[4, 3]],
  ],
  [
    'a model for each time step',
    () =>
      modelOf(
        layers.timeDistributed({
          inputShape: [4, 3],
          layer: modelOf(layers.dense({ inputShape: [3], units: 2 }), dense(2)),
        }),
      ),
    [[4, 3]],
  ],
  [
    'a shared layer',
    () => {
      const shared = dense(3);
      return wired([[3], [3]], (x, y) => on(layers.add(), on(shared, x), on(shared, y), on(shared, on(shared, x))));
    },
    [[3], [3]],
  ],
  ['a nested model twice', nestedTwice, [[3]]],
  [
    'a nested model first',
    () => modelOf(modelOf(layers.dense({ inputShape: [3], units: 4 })), layers.dropout({ rate: 0.4 }), dense(2)),
    [[3]],
  ],
  [
    'several outputs, one of them an input',
    () => wired([[3], [2]], (x, y) => [on(dense(2), x), y, on(layers.concatenate(), x, y)]),
    [[3], [2]],
  ],
  [
    'states as inputs',
    () =>
      wired([[4, 2], [3]], (x, y) => {
        const [output] = onAll(lstm({ returnState: true, returnSequences: true }), x);
        return on(lstm(), output!, y, y);
      }),
    [[4, 2], [3]],
  ],
  [
    'states from batch to batch',
    () => modelOf(layers.lstm({ batchInputShape: [2, 4, 2], units: 3, stateful: true }), dense(2)),
    [[4, 2]],
  ],
  [
    'a batch normalization and dropout that are shared',
    () => {
      const both = [layers.batchNormalization(), layers.dropout({ rate: 0.5 })];
      const through = (x: Symbolic): Symbolic => both.reduce((each, layer) => on(layer, each), x);
      return wired([[3], [3]], (x, y) => on(layers.concatenate(), through(x), through(on(dense(3), y))));
    },
    [[3], [3]],
  ],
];

describe.each(topologies)('%s', (_, make, shapes) => {
  it.each([true, false])('gives what tfjs-layers gives, bit for bit; training: %s', (training) => {
    const model = make();
    const random = new RandomLayers(3);
    random.adopt(model);
    recurrentStates(model);
    const first = model.layers[0]!.getClassName();
    const isEmbedded = first === 'Embedding';
    const inputs = shapes.map((shape, index) => {
      const values = numbers([2, ...shape], index + 1);
      return isEmbedded ? values.abs().floor() : values;
    });
    const { plain, native } = bothWays(model, inputs, {
      training,
      // Neither the rows of a table nor a comparison lead back to what they were chosen by.
      byInputs: !isEmbedded && first !== 'Masking',
      use: useContainers,
      begin: () => random.begin(1),
    });
    expect(native).toEqual(plain);
    const before = memory().numTensors;
    scoped(() => model.apply(inputs, { training }));
    expect(memory().numTensors).toBe(before);
  });
});

/** What a layer is called with, each time that the model is applied. */
function masksOf(layer: Layer, model: LayersModel, x: Tensor): readonly unknown[] {
  const own = layer as unknown as Replaceable;
  const call = own.call.bind(layer);
  const seen: unknown[] = [];
  own.call = (inputs, options) => {
    const [mask] = [options.mask].flat();
    seen.push(mask?.arraySync() ?? null);
    return call(inputs, options);
  };
  useContainers(model);
  scoped(() => model.apply(x, { training: true }));
  return seen;
}

describe('masks, as in Keras,', () => {
  const tokens = tensor([
    [1, 2, 0],
    [3, 0, 0],
  ]);
  const counted = [
    [1, 1, 0],
    [1, 0, 0],
  ];
  const embedding = (): Layer => layers.embedding({ inputShape: [3], inputDim: 4, outputDim: 2, maskZero: true });

  it('end with a layer that ends them', () => {
    const [before, behind] = [lstm(), lstm()];
    const make = (): LayersModel => modelOf(embedding(), before, layers.repeatVector({ n: 3 }), behind);
    const model = make();
    expect(masksOf(before, model, tokens)).toEqual([counted]);
    expect(masksOf(behind, model, tokens)).toEqual([null]);
  });

  it('are those of the layer that a tensor comes from, not of the one that ran before', () => {
    const plain = lstm();
    const model = wired([[3]], (x) => {
      const masked = on(lstm(), on(embedding(), x));
      return on(layers.concatenate(), on(plain, on(layers.reshape({ targetShape: [3, 1] }), x)), masked);
    });
    expect(masksOf(plain, model, tokens)).toEqual([null]);
  });

  it.each([layers.leakyReLU(), layers.elu(), layers.thresholdedReLU(), layers.dropout({ rate: 0.1 }), dense(2)])(
    'pass through $name',
    (passed) => {
      const behind = lstm();
      expect(masksOf(behind, modelOf(embedding(), passed, behind), tokens)).toEqual([counted]);
    },
  );

  it('go into nested models and out of them', () => {
    const [inside, behind] = [lstm({ returnSequences: true }), lstm()];
    const inner = wired([[3, 2]], (x) => on(dense(2), on(inside, x)));
    const model = modelOf(embedding(), inner, behind);
    expect(masksOf(inside, model, tokens)).toEqual([counted]);
    expect(masksOf(behind, model, tokens)).toEqual([counted]);
    expect(outputMasks(inner)).toHaveLength(1);
    expect(outputMasks(model)).toEqual([undefined]);
  });

  it('come of what a layer gave', () => {
    const model = modelOf(layers.dense({ inputShape: [4, 2], units: 2, activation: 'relu' }), layers.masking(), lstm());
    const { plain, native } = bothWays(model, [numbers([2, 4, 2])], { use: useContainers });
    expect(native).toEqual(plain);
  });

  it('of a sum are where both count', () => {
    const behind = lstm();
    const model = wired([[3]], (x) => {
      const other = on(layers.masking({ maskValue: 1 }), on(layers.reshape({ targetShape: [3, 1] }), x));
      return on(
        behind,
        on(layers.add(), on(embedding(), x), other, on(dense(2), on(layers.repeatVector({ n: 3 }), x))),
      );
    });
    expect(masksOf(behind, model, tokens)).toEqual([
      [
        [0, 1, 0],
        [1, 0, 0],
      ],
    ]);
  });
});

describe('a model', () => {
  it('applies a layer once for all of its outputs', () => {
    const inner = wired([[3]], (x) => {
      const y = on(layers.batchNormalization(), x);
      return [y, on(dense(2), y)];
    });
    const model = wired([[3]], (x) => [...onAll(inner, x)].reverse());
    const own = inner.layers[1] as unknown as Replaceable;
    const call = own.call.bind(inner.layers[1]);
    let calls = 0;
    own.call = (inputs, options) => {
      calls++;
      return call(inputs, options);
    };
    useContainers(model);
    scoped(() => {
      const [second, first] = model.apply(numbers([4, 3]), { training: true }) as Tensor[];
      expect([second!.shape, first!.shape]).toEqual([
        [4, 2],
        [4, 3],
      ]);
    });
    expect(calls).toBe(1);
  });

  it('goes through layers that were added later', () => {
    const model = sequential({ layers: [layers.dense({ inputShape: [3], units: 4 })] });
    const widthOf = (): number => scoped(() => (model.apply(numbers([2, 3])) as Tensor).shape[1]!);
    useContainers(model);
    expect(widthOf()).toBe(4);
    model.add(layers.dense({ units: 5 }));
    expect(widthOf()).toBe(5);
  });

  it('keeps no tensors on the way if there is nothing to train', () => {
    const last = layers.dense({ units: 2 });
    const counts: number[] = [];
    const own = last as unknown as Replaceable;
    const call = own.call.bind(last);
    own.call = (inputs, options) => {
      counts.push(memory().numTensors);
      return call(inputs, options);
    };
    const model = modelOf(layers.dense({ inputShape: [3], units: 3 }), ...[1, 2, 3, 4, 5].map(() => dense(3)), last);
    const x = numbers([2, 3]);
    const run = (): unknown => scoped(() => model.apply(x, { training: false }));
    run();
    useContainers(model);
    run();
    expect(counts[1]).toBe(counts[0]);
  });

  it('gives a state that is the output too', () => {
    const model = wired([[4, 2]], (x) => {
      const [output, h, c] = onAll(lstm({ returnState: true }), x);
      return on(dense(2), on(layers.concatenate(), on(dense(2), output!), h!, c!));
    });
    const { plain, native } = bothWays(model, [numbers([2, 4, 2])], { training: false, use: useContainers });
    expect(native).toEqual(plain);
  });
});

import { describe, expect, it } from 'vitest';
import { nativeBackend } from '../../../../main/training/compiled-step/native-binding';
import { recordStep } from '../../../../main/training/compiled-step/recorded-step';
import type { RecordedNode, RecordedOperation, Recording } from '../../../../main/training/compiled-step/recording';
import { simplified } from '../../../../main/training/compiled-step/simplify';
import { separate, stepStates } from '../../../../main/training/compiled-step/step-states';
import { disposeBatch } from '../../../../main/training/data/prepared-batch';
import * as tf from '../../../../main/training/tf';
import { batchOf, compiledNetwork, networks, stepOf, train, type Network } from './step-fixture';

const { layers } = tf;

/** Where a relu stands that is followed by a pooling. */
type Relu = 'with a convolution' | 'behind a norm' | 'with another taker';

/** A net in which a relu is followed by a pooling. */
function pooling(relu: Relu): Network {
  const isShared = relu === 'with another taker';
  const activated = (input: tf.SymbolicTensor): tf.SymbolicTensor => {
    const shape = { filters: 4, kernelSize: 3 };
    if (relu !== 'behind a norm')
      return layers.conv2d({ ...shape, activation: 'relu' }).apply(input) as tf.SymbolicTensor;
    // A bias before a norm has no gradient but rounding, which Adam makes large.
    const norm = layers.batchNormalization().apply(layers.conv2d({ ...shape, useBias: false }).apply(input));
    return layers.reLU().apply(norm) as tf.SymbolicTensor;
  };
  return {
    ...networks.convolution,
    build: () => {
      const input = tf.input({ shape: [6, 6, 2] });
      const conv = activated(input);
      const pooled = layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }).apply(conv);
      const flat = [pooled, ...(isShared ? [conv] : [])].map((each) => layers.flatten().apply(each));
      const joined = isShared ? layers.concatenate().apply(flat as tf.SymbolicTensor[]) : flat[0];
      const output = layers.dense({ units: 3, activation: 'softmax' }).apply(joined as tf.SymbolicTensor);
      return tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
    },
  };
}

/** The operations that the outputs depend on. */
function operationsOf({ outputs }: Recording): readonly RecordedOperation[] {
  const found = new Set<RecordedNode>();
  const open = [...outputs.values()].map(({ node }) => node);
  for (let node = open.pop(); node; node = open.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    if (node.kind === 'operation') open.push(...node.inputs.map((input) => input.node));
  }
  return [...found].filter((node) => node.kind === 'operation');
}

async function recordings(network: Network): Promise<readonly [before: Recording, after: Recording]> {
  const backend = nativeBackend()!;
  const compiled = await compiledNetwork(network);
  const states = stepStates(compiled);
  separate(backend, states);
  const batch = batchOf(compiled, network, 0);
  const { recording } = recordStep({ backend, compiled, states }, batch, 0);
  disposeBatch(batch);
  return [recording, simplified(recording, backend.binding)];
}

const shapesInto = (recording: Recording, op: string): readonly (readonly number[])[] =>
  operationsOf(recording)
    .filter((each) => each.op === op)
    .map(({ inputs }) => inputs[0]!.shape);

describe('a recording in a quicker way', () => {
  it('cuts off what is negative after the maxima, forward and back', async () => {
    const [before, after] = await recordings(pooling('behind a norm'));
    expect([shapesInto(before, 'Relu'), shapesInto(before, 'ReluGrad')]).toEqual([[[4, 4, 4, 4]], [[4, 4, 4, 4]]]);
    expect([shapesInto(after, 'Relu'), shapesInto(after, 'ReluGrad')]).toEqual([[[4, 2, 2, 4]], [[4, 2, 2, 4]]]);
  });

  it('leaves a relu with its convolution, moves its gradient, and adds up what the pooling was given', async () => {
    const [before, after] = await recordings(pooling('with a convolution'));
    expect([shapesInto(after, 'Relu'), shapesInto(after, 'ReluGrad')]).toEqual([[[4, 4, 4, 4]], [[4, 2, 2, 4]]]);
    expect(shapesInto(before, 'Sum')).toContainEqual([4, 4, 4, 4]);
    expect(shapesInto(after, 'Sum')).not.toContainEqual([4, 4, 4, 4]);
    expect(shapesInto(after, 'Sum')).toContainEqual([4, 2, 2, 4]);
  });

  it('leaves a relu where it is whose values are needed otherwise', async () => {
    const [, after] = await recordings(pooling('with another taker'));
    expect(shapesInto(after, 'Relu')).toEqual([[4, 4, 4, 4]]);
  });

  it.each<Relu>(['with a convolution', 'behind a norm', 'with another taker'])(
    'trains as the operations do; relu %s',
    async (relu) => {
      const network = pooling(relu);
      const [step, compiled] = await stepOf(network);
      const [eager, other] = await stepOf(network, true);
      const got = train(step, compiled, network, { steps: 8 });
      expect(step.mode).toEqual({ kind: 'compiled' });
      const expected = train(eager, other, network, { steps: 8 });
      got.forEach((sums, at) => expect(sums[0], `loss ${at}`).toBeCloseTo(expected[at]![0]!, 4));
      compiled.trainable.forEach(({ value }, at) => {
        const [mine, theirs] = [value.dataSync(), other.trainable[at]!.value.dataSync()];
        mine.forEach((each, index) => expect(each).toBeCloseTo(theirs[index]!, 4));
      });
      step.close();
    },
  );

  it('writes a softmax of few numbers out, and leaves a large one', async () => {
    const softmax = (classes: number): Network => ({
      ...networks.dense,
      build: () =>
        tf.sequential({ layers: [layers.dense({ inputShape: [6], units: classes, activation: 'softmax' })] }),
    });
    const [few, many] = [await recordings(softmax(3)), await recordings(softmax(5000))];
    expect([shapesInto(few[0], 'Softmax'), shapesInto(few[1], 'Softmax')]).toEqual([[[4, 3]], []]);
    expect(shapesInto(many[1], 'Softmax')).toEqual([[4, 5000]]);
  });

  it('fetches rows in another order where batch and time change places', async () => {
    const network: Network = {
      ...networks.recurrent,
      rowShape: [5, 8],
      build: () =>
        tf.sequential({
          layers: [
            layers.lstm({ inputShape: [5, 8], units: 8, recurrentActivation: 'sigmoid', returnSequences: true }),
            layers.flatten(),
            layers.dense({ units: 3, activation: 'softmax' }),
          ],
        }),
    };
    const [before, after] = await recordings(network);
    expect(shapesInto(before, 'Transpose')).toHaveLength(3);
    expect(shapesInto(after, 'Transpose')).toEqual([]);
    const rows = operationsOf(after).find(({ op }) => op === 'GatherV2')!.inputs[1]!.node;
    const order = rows.kind === 'constant' ? [...new Int32Array(rows.bytes.slice().buffer)] : [];
    expect([...order].sort((one, other) => one - other)).toEqual(order.map((_, index) => index));
    const [step, compiled] = await stepOf(network);
    const [eager, other] = await stepOf(network, true);
    const got = train(step, compiled, network, { steps: 5 });
    expect(step.mode).toEqual({ kind: 'compiled' });
    const expected = train(eager, other, network, { steps: 5 });
    got.forEach((sums, at) => expect(sums[0], `loss ${at}`).toBeCloseTo(expected[at]![0]!, 5));
    step.close();
  });
});

import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import { reportOf, type CodedError, type ErrorReport } from '../../../../main/contract/errors';
import { errorLine } from '../../../../main/contract/text';
import type { FitGeneratorOptions } from '../../../../main/training/calls/call-options';
import type { Callback, Yielded } from '../../../../main/training/experiment';
import type { TrainableModel } from '../../../../main/training/calls/public-calls';
import * as tf from '../../../../main/training/tf';
import { logSentence } from '../../../../renderer/chart-data/log-sentence';
import { open } from '../session/session-fixture';
import { oneSided } from '../wrong-models';

const item: Yielded = [
  [
    [1, 2],
    [3, 4],
  ],
  [1, 2],
];
function* items(count = Infinity, then?: () => unknown): Generator<Yielded> {
  for (let batch = 0; batch < count; batch += 1) yield item;
  then?.();
}
const fail = (message: string) => (): never => {
  throw new Error(message);
};

function watched(): { readonly model: TrainableModel; readonly warnings: readonly ErrorReport[] } {
  const warnings: ErrorReport[] = [];
  return { model: oneSided(1, {}, { onWarning: (warning) => void warnings.push(warning) }), warnings };
}

const code = 'ran-out-of-data';

describe('data that end early', () => {
  it.each([
    ['within an epoch', 5, 3],
    ['between two epochs', 4, 2],
  ])('are said for training, %s', async (_, count, epochs) => {
    const { model, warnings } = watched();
    const { isOutOfData, epoch } = await model.fitGenerator(items(count), { stepsPerEpoch: 2, epochs: 6 });
    expect(isOutOfData).toBe(true);
    expect(epoch).toHaveLength(epochs);
    expect(warnings).toEqual([{ code, values: { which: 'train', batches: count, expected: 12 } }]);
  });

  it('are not said if all batches came', async () => {
    const { model, warnings } = watched();
    const validation = { validationData: items(4), validationSteps: 2 };
    await model.fitGenerator(items(4), { stepsPerEpoch: 2, epochs: 2, ...validation });
    expect(warnings).toEqual([]);
  });

  it('are counted from the first epoch of the call', async () => {
    const { model, warnings } = watched();
    await model.fitGenerator(items(3), { stepsPerEpoch: 2, initialEpoch: 4, epochs: 6 });
    expect(warnings).toEqual([{ code, values: { which: 'train', batches: 3, expected: 4 } }]);
  });

  it('are said once for validation, and the training goes on', async () => {
    const { model, warnings } = watched();
    const validation = { validationData: items(5), validationSteps: 3 };
    const { history } = await model.fitGenerator(items(), { stepsPerEpoch: 1, epochs: 4, ...validation });
    expect(history['loss']).toHaveLength(4);
    expect(history['val_loss']).toHaveLength(2);
    expect(warnings).toEqual([{ code, values: { which: 'validation', batches: 2, expected: 3 } }]);
  });

  it('reach the log of a run in the words of the window', async () => {
    const { session, events } = await open({
      name: 'short',
      model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 1 })] }),
      compile: { optimizer: 'sgd', loss: 'mse' },
      train: () => items(3),
      validation: () => items(1),
      stepsPerEpoch: 2,
      validationSteps: 2,
      epochs: 2,
    });
    session.run();
    expect(await session.done).toEqual({ status: 'out-of-data', step: 3 });
    const warnings = events.flatMap((event) =>
      event.type === 'log' && event.message.code === 'warning' ? [event.message] : [],
    );
    expect(warnings.map((message) => logSentence(message, 'en'))).toEqual([
      expect.stringMatching(/validation.*2 batches.*1 batch\./) as string,
      expect.stringMatching(/training data.*4 batches.*3 batches/) as string,
    ]);
    expect(logSentence(warnings[1]!, 'zh-CN')).toMatch(/4 个批次.*3 个批次/);
  });
});

describe('an error', () => {
  it.each([
    ['in the generator', items(3, fail('mine')), {}, { where: 'train', epoch: 1, batch: 1 }],
    [
      'in the validation data',
      items(),
      { validationData: items(3, fail('mine')), validationSteps: 2 },
      { where: 'validation', epoch: 1, batch: 1, during: 'validation' },
    ],
    [
      'in a callback',
      items(),
      { callbacks: [{ onBatchEnd: (batch: number) => void (batch === 1 && fail('mine')()) }] },
      { where: 'callbacks onBatchEnd', epoch: 0, batch: 1 },
    ],
  ])('%s names epoch and batch, and keeps the own error', async (_, train, more, values) => {
    const call = oneSided(1).fitGenerator(train, { stepsPerEpoch: 2, epochs: 2, ...more });
    const error = await call.catch((thrown: unknown) => thrown as CodedError);
    expect(error).toMatchObject({ code: 'user-code', values: { ...values, message: 'mine' } });
    expect(error).toHaveProperty('cause.message', 'mine');
    expect(errorLine(reportOf(error), 'en')).toContain(`epoch ${values.epoch + 1}`);
    expect(reportOf(error).detail).toContain('endings.test.ts'); // the person's own stack
  });

  it('names the batch of a validation that does not fit', async () => {
    function* validation(): Generator<Yielded> {
      yield item;
      yield [[[1]], [1]];
    }
    const call = oneSided(1).fitGenerator(items(), {
      stepsPerEpoch: 3,
      validationData: validation(),
      validationSteps: 2,
    });
    const error: unknown = await call.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'shape-mismatch', values: { epoch: 0, batch: 1, during: 'validation' } });
    expect(errorLine(reportOf(error), 'en')).toContain('(epoch 1, validation batch 2)');
    expect(errorLine(reportOf(error), 'zh-CN')).toContain('（第 1 轮，验证的第 2 批）');
  });

  /** One good batch, one that does not fit, and a `finally` that throws. */
  function* broken(): Generator<Yielded> {
    try {
      yield item;
      yield [[[1]], [1]];
    } finally {
      fail('while closing')();
    }
  }

  it('is not hidden by a finally that throws', async () => {
    const error: unknown = await oneSided(1)
      .fitGenerator(broken(), { stepsPerEpoch: 2 })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'shape-mismatch', values: { batch: 1 } });
    expect(reportOf(error).detail).toContain('while closing');
  });

  it.each(['train', 'batches'] as const)('is not hidden in a run by %s either', async (mode) => {
    const { session } = await open({
      name: 'broken',
      model: () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 1 })] }),
      compile: { optimizer: 'sgd', loss: 'mse' },
      ...(mode === 'train' ? { train: broken, stepsPerEpoch: 2 } : { batches: broken }),
    } as Parameters<typeof open>[0]);
    session.run();
    const state = await session.done;
    expect(state).toMatchObject({
      status: 'failed',
      error: { code: 'shape-mismatch', values: { epoch: 0, batch: 1 } },
    });
    expect(state).toHaveProperty('error.detail', expect.stringContaining('while closing'));
  });

  it('keeps no callback and no other data from closing', async () => {
    const closed = vi.fn();
    const callbacks: Callback[] = [{ close: fail('callback') }, { close: () => void closed('callback') }];
    function* validation(): Generator<Yielded> {
      try {
        yield item;
        yield [[[1]], [1]];
      } finally {
        closed('validation');
      }
    }
    const options = { stepsPerEpoch: 1, validationData: validation(), validationSteps: 2, callbacks };
    const error: unknown = await oneSided(1)
      .fitGenerator(broken(), options)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'shape-mismatch', values: { during: 'validation' } });
    expect(closed.mock.calls).toEqual([['callback'], ['validation']]);
  });
});

describe('a generator that was under way is closed', () => {
  const unfit: Yielded = [[[1]], [1]];
  /** It has given its first batch already: only then it has something to close. */
  function begun(closed: () => void, rest: readonly Yielded[] = [item, unfit]): Generator<Yielded> {
    function* batches(): Generator<Yielded> {
      try {
        yield* [item, ...rest];
      } finally {
        closed();
      }
    }
    const generator = batches();
    generator.next();
    return generator;
  }

  it.each([
    ['an option that there is not', { stepsPerEpch: 2 }],
    ['validation data that are none', { stepsPerEpoch: 2, validationData: 5 }],
    ['validation arrays that do not fit', { stepsPerEpoch: 2, validationData: unfit }],
    ['a number of steps that is missing', {}],
  ])('after %s', async (_, options) => {
    const closed = vi.fn();
    await expect(oneSided(1).fitGenerator(begun(closed), options as FitGeneratorOptions)).rejects.toThrow();
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it.each(['evaluateGenerator', 'predictGenerator'] as const)(
    'after an error in %s, and not without one',
    async (call) => {
      const closed = vi.fn();
      const model = oneSided(1);
      const generator = begun(closed);
      await model[call](generator, { steps: 1 });
      expect(closed).not.toHaveBeenCalled();
      await expect(model[call](generator, { steps: 1 })).rejects.toMatchObject({ code: 'shape-mismatch' });
      expect(closed).toHaveBeenCalledTimes(1);
    },
  );

  it('after a promise that it yields and that fails', async () => {
    const closed = vi.fn();
    const failing = { then: (_: unknown, reject: (error: unknown) => void) => void reject(new Error('mine')) };
    const generator = begun(closed, [failing as unknown as Yielded]);
    const call = oneSided(1).fitGenerator(generator, { stepsPerEpoch: 2 });
    await expect(call).rejects.toMatchObject({
      code: 'user-code',
      values: { where: 'train', batch: 0, message: 'mine' },
    });
    expect(closed).toHaveBeenCalledTimes(1);
  });
});

describe('without resetMetrics a batch runs on', () => {
  const x = [
    [1, 2],
    [3, 4],
    [5, 6],
    [7, 8],
  ];
  const y = [1, 2, 3, 4];
  const [first, last] = [
    [x.slice(0, 2), y.slice(0, 2)],
    [x.slice(2), y.slice(2)],
  ] as const;
  const make = (): TrainableModel => oneSided(1, { optimizer: { name: 'sgd', learningRate: 0 }, metrics: ['mae'] });
  const endless = { length: 9, item: () => first };
  // What Keras 2.15 gave: the first two rows have the loss 14.5, the last two 92.5.
  it.each([
    ['from the validation on whole arrays', { validationData: last }, first, [53.5, 6.5]],
    ['from the validation on batches', { validationData: { length: 1, item: () => first } }, last, [53.5, 6.5]],
    ['from the training, where there was no validation', {}, last, [40.5, 5.5]],
  ])('%s', async (_, more, batch, expected) => {
    const model = make();
    await model.fitGenerator(endless, { stepsPerEpoch: 2, ...more });
    expect(model.trainOnBatch(batch[0], batch[1], { resetMetrics: false })).toEqual(expected);
  });

  it('from an evaluation', async () => {
    const model = make();
    await model.evaluateGenerator({ length: 1, item: () => first });
    expect(model.trainOnBatch(last[0], last[1], { resetMetrics: false })).toEqual([53.5, 6.5]);
  });
});

it.each(['onTestBegin', 'onTestBatchBegin'] as const)(
  'a callback that throws in %s leaves no tensors',
  async (hook) => {
    const { model } = watched();
    await model.evaluateGenerator(items(), { steps: 1 });
    const tensors = memory().numTensors;
    const options = { steps: 1, callbacks: [{ [hook]: fail('enough') }] };
    await expect(model.evaluateGenerator(items(), options)).rejects.toMatchObject({ code: 'user-code' });
    expect(memory().numTensors).toBe(tensors);
  },
);

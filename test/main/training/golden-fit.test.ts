import { describe, expect, it } from 'vitest';
import '../../../main/trainer/backend';
import {
  earlyStopping,
  learningRateScheduler,
  reduceLROnPlateau,
  terminateOnNaN,
} from '../../../main/training/callbacks';
import type { CompiledModel } from '../../../main/training/compiled-model';
import { batchSource, type BatchSource } from '../../../main/training/data/batch-source';
import type { BatchGenerator, Callback, Sequence, Yielded } from '../../../main/training/experiment';
import { fitGenerator, type FitOptions } from '../../../main/training/fit-generator';
import { predictOnBatch } from '../../../main/training/train-on-batch';
import { compileGolden, tensorOf, weightsOf, type FitGeneratorCase, type GoldenBatch } from './golden-case';
import { allowance, expectClose, expectTensors, goldenCases } from './golden-comparison';

function yieldOf(batch: GoldenBatch): Yielded {
  const xs = batch.x.map(tensorOf);
  const ys = batch.y.map(tensorOf);
  return batch.sample_weight ? [xs, ys, batch.sample_weight.map(tensorOf)] : [xs, ys];
}

function* generate(batches: readonly GoldenBatch[]): Generator<Yielded> {
  for (const batch of batches) yield yieldOf(batch);
}

function source(data: BatchGenerator | Sequence, where: 'train' | 'validation'): BatchSource {
  return batchSource(data, { where, seed: 0, shuffle: false });
}

function sequence(batches: readonly GoldenBatch[]): Sequence {
  return { length: batches.length, item: (index) => yieldOf(batches[index]!) };
}

/** Arrays are validated in batches of `batch_size`, the last one smaller. */
function slices(data: GoldenBatch, size: number): GoldenBatch[] {
  const rows = data.x[0]!.shape[0]!;
  const cut = (at: number) => (tensor: GoldenBatch['x'][number]) => {
    const width = tensor.values.length / rows;
    const values = tensor.values.slice(at * width, (at + size) * width);
    return { ...tensor, shape: [values.length / width, ...tensor.shape.slice(1)], values };
  };
  return Array.from({ length: Math.ceil(rows / size) }, (_, index) => ({
    x: data.x.map(cut(index * size)),
    y: data.y.map(cut(index * size)),
    sample_weight: data.sample_weight?.map(cut(index * size)) ?? null,
  }));
}

function validationOf({ validation_data: data }: FitGeneratorCase): BatchSource | undefined {
  if (!data) return undefined;
  return source(sequence(data.type === 'batches' ? data.batches : slices(data, data.batch_size)), 'validation');
}

const camelCase = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

function callbackOf([name, values]: readonly [string, { readonly [key: string]: unknown }]): Callback {
  const options = Object.fromEntries(Object.entries(values).map(([key, value]) => [camelCase(key), value]));
  if (name === 'EarlyStopping') return earlyStopping(options);
  if (name === 'ReduceLROnPlateau') return reduceLROnPlateau(options);
  if (name === 'TerminateOnNaN') return terminateOnNaN();
  if (name === 'LearningRateScheduler') {
    return learningRateScheduler((epoch) => (values['lr_by_epoch'] as number[])[epoch]!);
  }
  if (name !== 'StopAt') throw new Error(`unknown callback ${name}`);
  let current = 0;
  return {
    onEpochBegin: (epoch) => void (current = epoch),
    onBatchEnd: (batch, _logs, control) => {
      if (current === values['epoch'] && batch === values['batch']) control.stopTraining = true;
    },
  };
}

/** Notes what Keras's recorder noted. */
function recorder() {
  const events: [string, number?][] = [];
  const batchLogs: { [key: string]: number }[][] = [];
  const rates: number[] = [];
  const callback: Callback = {
    onTrainBegin: () => void events.push(['train_begin']),
    onEpochBegin: (epoch, control) => {
      events.push(['epoch_begin', epoch]);
      batchLogs.push([]);
      rates.push(control.learningRate);
    },
    onBatchBegin: (batch) => void events.push(['batch_begin', batch]),
    onBatchEnd: (batch, logs) => {
      events.push(['batch_end', batch]);
      batchLogs.at(-1)!.push({ ...logs });
    },
    onTestBegin: () => void events.push(['test_begin']),
    onTestBatchBegin: (batch) => void events.push(['test_batch_begin', batch]),
    onTestBatchEnd: (batch) => void events.push(['test_batch_end', batch]),
    onTestEnd: () => void events.push(['test_end']),
    onEpochEnd: (epoch) => void events.push(['epoch_end', epoch]),
    onTrainEnd: () => void events.push(['train_end']),
  };
  return { events, batchLogs, rates, callback };
}

function optionsOf(expected: FitGeneratorCase, batches: readonly GoldenBatch[], last: Callback): FitOptions {
  const validation = validationOf(expected);
  return {
    train: source(generate(batches), 'train'),
    stepsPerEpoch: expected.steps_per_epoch,
    epochs: expected.epochs,
    initialEpoch: expected.initial_epoch,
    validationFreq: expected.validation_freq,
    allowNotFinite: true,
    callbacks: [...(expected.callbacks ?? []).map(callbackOf), last],
    ...(validation && { validation }),
    ...(expected.class_weight && { classWeight: expected.class_weight }),
  };
}

function predictions(compiled: CompiledModel, batch: GoldenBatch): readonly ArrayLike<number>[] {
  return predictOnBatch(compiled, batch.x.map(tensorOf)).map((each) => each.dataSync());
}

describe('fitGenerator gives what Keras gives', () => {
  it.each(goldenCases.map((golden) => [golden.name, golden] as const))('%s', async (_, golden) => {
    const compiled = await compileGolden(golden);
    const expected: FitGeneratorCase = { ...golden.fit_generator, ...golden.app?.fit_generator };
    const tolerance = allowance(golden);
    const { events, batchLogs, rates, callback } = recorder();
    const { epoch, history } = await fitGenerator(compiled, optionsOf(expected, golden.batches, callback));
    expect(epoch).toEqual(expected.epoch);
    expect(events).toEqual(expected.events);
    expect(Object.keys(history)).toEqual(Object.keys(expected.history));
    for (const [key, values] of Object.entries(expected.history)) expectClose(history[key]!, values, tolerance, key);
    expected.batch_logs.forEach((logs, at) => {
      logs.forEach((each, batch) => {
        expect(Object.keys(batchLogs[at]![batch]!)).toEqual(Object.keys(each));
        expectClose(Object.values(batchLogs[at]![batch]!), Object.values(each), tolerance, `batch ${at}/${batch}`);
      });
    });
    expected.lr_at_epoch_begin.forEach((rate, at) => {
      if (rate !== null) expectClose([rates[at]!], [rate], tolerance, `learning rate ${at}`);
    });
    expectTensors(weightsOf(compiled), expected.weights_after, tolerance, 'weights after');
    expectTensors(predictions(compiled, golden.batches[0]!), expected.predictions_after, tolerance, 'predictions');
  });
});

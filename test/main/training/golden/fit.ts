import type { Callback, Sequence, Yielded } from '../../../../main/training/experiment';
import type { FitGeneratorOptions } from '../../../../main/training/calls/call-options';
import type { TrainableModel } from '../../../../main/training/calls/public-calls';
import { callbackOf } from './callbacks';
import {
  entriesOf,
  predictions,
  tensorOf,
  weightsOf,
  type FitGeneratorCase,
  type GoldenBatch,
  type GoldenCase,
} from './case';
import { fitAllowance, type Comparison } from './comparison';

function yieldOf(batch: GoldenBatch, outputs: readonly string[]): Yielded {
  const xs = batch.x.map(tensorOf);
  const ys = entriesOf(batch.y, outputs);
  return batch.sample_weight ? [xs, ys, entriesOf(batch.sample_weight, outputs)] : [xs, ys];
}

function* generate({ batches, output_names: outputs }: GoldenCase): Generator<Yielded> {
  for (const batch of batches) yield yieldOf(batch, outputs);
}

function sequence(batches: readonly GoldenBatch[], outputs: readonly string[]): Sequence {
  return { length: batches.length, item: (index) => yieldOf(batches[index]!, outputs) };
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
    y: data.y.map((each) => each && cut(index * size)(each)),
    sample_weight: data.sample_weight?.map((each) => each && cut(index * size)(each)) ?? null,
  }));
}

/** Arrays go in as they are, if they are to be cut as Keras cuts them by default. */
function validationOf(
  { validation_data: data }: FitGeneratorCase,
  outputs: readonly string[],
): Yielded | Sequence | undefined {
  if (!data) return undefined;
  if (data.type === 'batches') return sequence(data.batches, outputs);
  return data.batch_size === 32 ? yieldOf(data, outputs) : sequence(slices(data, data.batch_size), outputs);
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

function optionsOf(golden: GoldenCase, last: Callback): FitGeneratorOptions {
  const expected = golden.fit_generator;
  const validationData = validationOf(expected, golden.output_names);
  return {
    stepsPerEpoch: expected.steps_per_epoch,
    epochs: expected.epochs,
    initialEpoch: expected.initial_epoch,
    validationFreq: expected.validation_freq,
    verbose: 0,
    shuffle: false,
    callbacks: [...(expected.callbacks ?? []).map(callbackOf), last],
    ...(validationData && { validationData }),
    ...(expected.validation_steps && { validationSteps: expected.validation_steps }),
    ...(expected.class_weight && { classWeight: expected.class_weight }),
  };
}

/** Trains a case by `fitGenerator` and compares with what Keras recorded. */
export async function replayFitGenerator(
  model: TrainableModel,
  golden: GoldenCase,
  comparison: Comparison,
): Promise<void> {
  const expected = golden.fit_generator;
  const allowance = fitAllowance(golden);
  const { events, batchLogs, rates, callback } = recorder();
  const { epoch, history } = await model.fitGenerator(generate(golden), optionsOf(golden, callback));
  comparison.same(epoch, expected.epoch, 'epochs');
  comparison.same(events, expected.events, 'order of callback calls');
  comparison.same(Object.keys(history), Object.keys(expected.history), 'keys of the history');
  for (const [key, values] of Object.entries(expected.history)) {
    comparison.same(history[key]?.length, values.length, `length of the history of ${key}`);
    values.forEach((value, at) =>
      comparison.value(key.replace(/^val_/, ''), history[key]?.[at], value, allowance, `epoch ${at}`),
    );
  }
  expected.batch_logs.forEach((logs, at) => {
    comparison.same(batchLogs[at]?.length, logs.length, `batches of epoch ${at}`);
    logs.forEach((each, batch) =>
      comparison.logs(batchLogs[at]?.[batch] ?? {}, each, allowance, `epoch ${at}, batch ${batch}`),
    );
  });
  expected.lr_at_epoch_begin.forEach((rate, at) => {
    if (rate !== null) comparison.number(rates[at], rate, 1e-6 * Math.abs(rate), `learning rate of epoch ${at}`);
  });
  comparison.tensors(weightsOf(model), expected.weights_after, allowance.weights, 'weights after fitGenerator');
  comparison.tensors(
    predictions(model, golden.batches[0]!),
    expected.predictions_after,
    Math.max(allowance.values, allowance.weights),
    'predictions after fitGenerator',
  );
}

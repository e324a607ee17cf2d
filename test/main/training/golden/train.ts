import type { TrainableModel } from '../../../../main/training/calls/public-calls';
import { entriesOf, predictions, tensorOf, weightsOf, type GoldenCase, type GoldenTensor } from './case';
import { trainAllowance, type Comparison } from './comparison';

type Logs = { readonly [key: string]: number };

/** Feeds the batches of a case to `trainOnBatch` and compares with what Keras recorded. */
export function replayTrainOnBatch(model: TrainableModel, golden: GoldenCase, comparison: Comparison): void {
  const recorded = golden.train_on_batch;
  const allowance = trainAllowance(golden);
  const either = Math.max(allowance.values, allowance.weights);
  const { metrics_names: names } = recorded;
  const { output_names: outputs } = golden;
  const first = golden.batches[0]!;
  const compare = (got: Logs, want: readonly (number | string)[], what: string, allowed = allowance): void => {
    comparison.logs(got, Object.fromEntries(names.map((name, index) => [name, want[index]!])), allowed, what);
  };
  const weights = (want: readonly GoldenTensor[], what: string): void =>
    comparison.tensors(weightsOf(model), want, allowance.weights, what);

  comparison.same(model.metricsNames, names, 'names of the metrics');
  comparison.tensors(predictions(model, first), recorded.predictions_before, either, 'predictions before');
  golden.batches.forEach((batch, index) => {
    const logs = model.trainOnBatch(batch.x.map(tensorOf), entriesOf(batch.y, outputs), {
      returnDict: true,
      resetMetrics: recorded.reset_metrics[index]!,
      ...(batch.sample_weight && { sampleWeight: entriesOf(batch.sample_weight, outputs) }),
      ...(recorded.class_weight && { classWeight: recorded.class_weight }),
    });
    compare(logs, recorded.returned[index]!, `trainOnBatch ${index}`);
    if (index === 0) weights(recorded.weights_after_first_batch, 'weights after one');
  });
  weights(recorded.weights_after, 'weights after');
  comparison.tensors(predictions(model, first), recorded.predictions_after, either, 'predictions after');
  const tested = model.testOnBatch(first.x.map(tensorOf), entriesOf(first.y, outputs), {
    returnDict: true,
    ...(first.sample_weight && { sampleWeight: entriesOf(first.sample_weight, outputs) }),
  });
  // These values follow from the weights as they are now, however far those may have moved.
  compare(tested, recorded.test_on_batch_after, 'testOnBatch', { ...allowance, values: either });
}

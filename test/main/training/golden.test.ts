import { describe, expect, it } from 'vitest';
import '../../../main/trainer/backend';
import { predictOnBatch, testOnBatch, trainOnBatch } from '../../../main/training/train-on-batch';
import { compileGolden, tensorOf, weightsOf } from './golden-case';
import { allowance, expectClose, expectTensors, goldenCases } from './golden-comparison';

describe('trainOnBatch gives what Keras gives', () => {
  it.each(goldenCases.map((golden) => [golden.name, golden] as const))('%s', async (_, golden) => {
    const compiled = await compileGolden(golden);
    const recorded = golden.train_on_batch;
    const tolerance = allowance(golden);
    const first = golden.batches[0]!;
    const predict = () => predictOnBatch(compiled, first.x.map(tensorOf)).map((each) => each.dataSync());
    expectTensors(predict(), recorded.predictions_before, tolerance, 'predictions before');
    golden.batches.forEach((batch, index) => {
      const options = {
        allowNotFinite: true,
        resetMetrics: recorded.reset_metrics[index]!,
        ...(batch.sample_weight && { sampleWeight: batch.sample_weight.map(tensorOf) }),
        ...(recorded.class_weight && { classWeight: recorded.class_weight }),
      };
      const logs = trainOnBatch(compiled, batch.x.map(tensorOf), batch.y.map(tensorOf), options);
      expect(Object.keys(logs)).toEqual(recorded.metrics_names);
      expectClose(Object.values(logs), recorded.returned[index]!, tolerance, `batch ${index}`);
      if (index === 0)
        expectTensors(weightsOf(compiled), recorded.weights_after_first_batch, tolerance, 'weights after one');
    });
    expectTensors(weightsOf(compiled), recorded.weights_after, tolerance, 'weights after');
    expectTensors(predict(), recorded.predictions_after, tolerance, 'predictions after');
    const tested = testOnBatch(compiled, first.x.map(tensorOf), first.y.map(tensorOf), {
      allowNotFinite: true,
      ...(first.sample_weight && { sampleWeight: first.sample_weight.map(tensorOf) }),
    });
    expectClose(Object.values(tested), recorded.test_on_batch_after, tolerance, 'testOnBatch');
  });
});

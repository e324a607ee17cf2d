import type { CompiledOutput } from '../model/compiled-model';
import { hasLoss } from '../losses/loss';
import type { Metric } from './metric';
import { wrongHyperparameter } from '../names';
import type { Series } from './running-sums';

type Outputs = readonly Pick<CompiledOutput, 'name' | 'loss' | 'metrics' | 'weightedMetrics'>[];

/** The key of a metric; a weighted one whose key is taken is told apart by `weighted_`. */
function keyOf(prefix: string, name: string, isWeighted: boolean, taken: ReadonlySet<string>): string {
  const key = `${prefix}${name}`;
  return isWeighted && taken.has(key) ? `${prefix}weighted_${name}` : key;
}

/** The series of a metric: one, or `<key>_0`, `<key>_1`, … for one with several values. */
function seriesOfMetric(metric: Metric, key: string): readonly Series[] {
  const { size, parts = 1 } = metric;
  const at =
    (index: number) =>
    (sums: readonly number[]): number =>
      [metric.value(sums)].flat()[index]!;
  if (parts === 1) return [{ key, size, value: at(0) }];
  return Array.from({ length: parts }, (_, index) => {
    return { key: `${key}_${index}`, size: index === 0 ? size : 0, value: at(index) };
  });
}

/**
 * Values of the running sums under Keras's names: `loss`, `<output>_loss` of those that have one, then the metrics of each output.
 * @throws CodedError `wrong-hyperparameter` if two metrics have the same name, or one has that of a loss
 */
export function seriesOf(outputs: Outputs): readonly Series[] {
  const isSingle = outputs.length === 1;
  const value = ([sum = 0, count = 0]: readonly number[]): number => (count === 0 ? 0 : sum / count);
  const losses = isSingle ? [] : outputs.filter(hasLoss).map(({ name }) => ({ key: `${name}_loss`, size: 2, value }));
  const taken = new Set(['loss', ...losses.map(({ key }) => key)]);
  const metrics = outputs.flatMap(({ name, metrics: plain, weightedMetrics }) =>
    [...plain, ...weightedMetrics].flatMap((metric, index) => {
      const key = keyOf(isSingle ? '' : `${name}_`, metric.name, index >= plain.length, taken);
      if (taken.has(key)) throw wrongHyperparameter('metrics', 'as: …', key);
      taken.add(key);
      return seriesOfMetric(metric, key);
    }),
  );
  return [{ key: 'loss', size: 2, value }, ...losses, ...metrics];
}

import { isNamed, partsOf, plainName } from '../names';
import { shownName } from './find-metric';

/** By field (`metrics`, then `weightedMetrics`), by output, in the order of the list. */
type ByField<Value> = readonly (readonly (readonly Value[])[])[];

/** Classes whose objects have no name of their own: Keras numbers them. */
const numberedClasses = new Set(
  `precision recall true_positives false_positives true_negatives false_negatives auc
  io_u binary_io_u mean_io_u one_hot_io_u one_hot_mean_io_u mean_relative_error
  sensitivity_at_specificity specificity_at_sensitivity precision_at_recall recall_at_precision`
    .split(/\s+/)
    .map(plainName),
);

/** The name that is numbered, if this is one of several that could be. */
function unnumbered(metric: unknown): string | undefined {
  if (!isNamed(metric)) return undefined;
  const { name, given } = partsOf(metric);
  return given['as'] === undefined && numberedClasses.has(plainName(name)) ? shownName(name) : undefined;
}

function numbering() {
  const counts = new Map<string, number>();
  return (name: string | undefined): string | undefined => {
    if (name === undefined) return undefined;
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return count === 0 ? name : `${name}_${count}`;
  };
}

/**
 * Names as Keras numbers them: `auc`, `auc_1`, `auc_2`, in the order they are given. Words, which become an object for
 * each output, are counted by themselves.
 * @returns undefined for a metric that is not numbered
 */
export function numberedNames(metrics: ByField<unknown>): ByField<string | undefined> {
  const [nextObject, nextWord] = [numbering(), numbering()];
  const objects = new Map<unknown, string | undefined>();
  for (const metric of metrics.flat(2)) {
    if (typeof metric === 'object' && !objects.has(metric)) objects.set(metric, nextObject(unnumbered(metric)));
  }
  const nameOf = (metric: unknown): string | undefined =>
    typeof metric === 'object' ? objects.get(metric) : nextWord(unnumbered(metric));
  return metrics.map((field) => field.map((output) => output.map(nameOf)));
}

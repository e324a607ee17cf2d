import { CodedError } from '../../contract/errors';
import { notationOf } from '../notation';
import { wrongHyperparameter } from '../names';

/** An argument of `compile` that may have an entry for each output. */
export type OutputField = 'loss' | 'lossWeights' | 'metrics' | 'weightedMetrics';

type Dict = { readonly [output: string]: unknown };

/** An object with a name is one thing with its hyperparameters, unless its keys are outputs. */
function isByName(given: unknown, outputs: readonly string[]): given is Dict {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return false;
  return typeof (given as Dict)['name'] !== 'string' || Object.keys(given).every((key) => outputs.includes(key));
}

function wrongOutputs(field: OutputField, outputs: readonly string[], got: string): CodedError {
  return new CodedError('wrong-outputs', { field: `compile.${field}`, expected: outputs.join(', '), got });
}

/**
 * The entries of an argument, one for each output: out of a list in the order of the outputs, a dict by name, or one
 * for all. In a dict an output may be missing.
 * @throws CodedError `wrong-outputs` for a list of another length or a name that no output has
 */
function entriesByOutput(field: OutputField, given: unknown, outputs: readonly string[]): readonly unknown[] {
  if (Array.isArray(given)) {
    if (given.length !== outputs.length) throw wrongOutputs(field, outputs, notationOf(given));
    return given as readonly unknown[];
  }
  if (!isByName(given, outputs)) return outputs.map(() => given);
  if (Object.keys(given).some((key) => !outputs.includes(key))) {
    throw wrongOutputs(field, outputs, Object.keys(given).join(', '));
  }
  return outputs.map((name) => given[name]);
}

/**
 * The loss of each output; as in Keras some may have none, null or undefined.
 * @throws CodedError `wrong-outputs` if no output has one
 */
export function lossByOutput(given: unknown, outputs: readonly string[]): readonly unknown[] {
  const losses = entriesByOutput('loss', given, outputs);
  if (losses.every((loss) => loss === undefined || loss === null))
    throw wrongOutputs('loss', outputs, notationOf(given));
  return losses;
}

/**
 * The weight of each output's loss, 1 where none is given.
 * @throws CodedError `wrong-outputs`, or `wrong-hyperparameter` for one that is no finite number
 */
export function lossWeightByOutput(given: unknown, outputs: readonly string[]): readonly number[] {
  return entriesByOutput('lossWeights', given, outputs).map((weight, index) => {
    if (weight === undefined || weight === null) return 1;
    if (typeof weight === 'number' && Number.isFinite(weight)) return weight;
    throw wrongHyperparameter(`lossWeights.${outputs[index]!}`, 'number', weight);
  });
}

/**
 * The metrics of each output. A flat list is for every output; a list with lists in it has an entry for each.
 * @throws CodedError `wrong-outputs`
 */
export function metricsByOutput(
  field: 'metrics' | 'weightedMetrics',
  given: unknown,
  outputs: readonly string[],
): readonly (readonly unknown[])[] {
  const isFlat = Array.isArray(given) && !given.some((each) => Array.isArray(each));
  const entries = isFlat ? outputs.map(() => given as unknown) : entriesByOutput(field, given, outputs);
  return entries.map((entry) => {
    const list: readonly unknown[] = Array.isArray(entry) ? entry : [entry];
    return list.filter((each) => each !== undefined && each !== null);
  });
}

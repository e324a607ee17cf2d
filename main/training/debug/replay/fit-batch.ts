import { CodedError, reportOf, type ErrorReport } from '../../../contract/errors';
import type { TrainingErrors } from '../../../contract/errors/training';
import type { CompiledModel } from '../../compiled-model';
import type { NdArray } from '../../data/nd-array';
import { prepareBatch } from '../../data/prepare-batch';
import type { PreparedBatch } from '../../data/prepared-batch';
import type { BatchParts } from '../../data/yielded';
import { inputNames } from '../../model/model-names';
import { arrayName } from '../batch/batch-file';
import type { ReadBatch } from './read-batch-file';

type Named = ReadonlyMap<string, NdArray>;

/** Arrays of an npz file in the order of a model's names. @throws CodedError `data-file` if one is missing */
function inOrder(
  { file, byName }: { readonly file: string; readonly byName: Named },
  part: 'x' | 'y' | 'sample_weight',
  names: readonly string[],
): readonly NdArray[] {
  return names.map((name) => {
    const wanted = arrayName(part, name, names.length);
    const found = byName.get(wanted);
    if (found) return found;
    const got = [...byName.keys()].join(', ') || '–';
    throw new CodedError('data-file', { file, expected: `an array named ${wanted}`, got });
  });
}

function partsOf({ file, arrays }: ReadBatch, { model, outputs }: CompiledModel): BatchParts {
  if (arrays.kind === 'listed') {
    const { xs, ys, weights } = arrays;
    const given = weights.filter((each) => each !== null);
    return { x: xs, y: ys, ...(given.length > 0 && { sampleWeight: given }) };
  }
  const from = { file, byName: arrays.byName };
  const names = outputs.map(({ name }) => name);
  const parts = { x: inOrder(from, 'x', inputNames(model)), y: inOrder(from, 'y', names) };
  const isWeighed = [...arrays.byName.keys()].some((name) => name.startsWith('sample_weight'));
  return { ...parts, ...(isWeighed && { sampleWeight: inOrder(from, 'sample_weight', names) }) };
}

/**
 * A batch out of a file, checked against a model as one of the data is. Class weights are in its sample weights already.
 * @throws CodedError `data-file`, `batch-misfit`
 */
export function fitBatch(read: ReadBatch, compiled: CompiledModel): PreparedBatch {
  const parts = partsOf(read, compiled);
  try {
    // Whoever trains on it, or looks at it, sees to NaN.
    return prepareBatch(compiled, parts, { allowNotFinite: true });
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    const { detail: _, ...error } = reportOf(thrown) as ErrorReport<keyof TrainingErrors>;
    throw new CodedError('batch-misfit', { file: read.file, error }, { cause: thrown });
  }
}

/**
 * The first model that a batch fits.
 * @throws CodedError of the first, or of the one that the case is of, if it fits none
 */
export function fittingModel(
  read: ReadBatch,
  models: ReadonlyMap<string, CompiledModel>,
): { readonly compiled: CompiledModel; readonly batch: PreparedBatch } {
  const own = read.found && models.get(read.found.model);
  let failure: unknown;
  for (const compiled of own ? [own] : models.values()) {
    try {
      return { compiled, batch: fitBatch(read, compiled) };
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}

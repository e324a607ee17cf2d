import { CodedError, reportOf, type ErrorReport } from '../../../contract/errors';
import type { BatchErrors } from '../../../contract/errors/batches';
import type { CompiledModel } from '../../model/compiled-model';
import type { NdArray } from '../../data/nd-array';
import { prepareBatch } from '../../data/prepare-batch';
import type { PreparedBatch } from '../../data/prepared-batch';
import { putRowIds } from '../../data/row-ids';
import type { BatchParts } from '../../data/yielded';
import { inputNames } from '../../model/model-names';
import { arrayName } from '../batch/batch-file';
import type { ReadBatch } from './read-batch-file';

type Named = ReadonlyMap<string, NdArray>;

/** Arrays of an npz file in the order of a model's names. @throws CodedError `data-file` if one is missing */
function inOrder(
  { file, byName }: { readonly file: string; readonly byName: Named },
  part: 'x' | 'y',
  names: readonly string[],
): readonly NdArray[] {
  return names.map((name) => {
    const wanted = arrayName(part, name, names.length);
    const found = byName.get(wanted);
    if (found) return found;
    const got = [...byName.keys()].join(', ') || '–';
    throw new CodedError('data-file', { file, expected: { phrase: 'array-named', name: wanted }, got });
  });
}

/** Those outputs that have weights. @throws CodedError `data-file` for weights of an output that there is not */
function weightsOf({ file, arrays }: ReadBatch, names: readonly string[]): { readonly [output: string]: NdArray } {
  if (arrays.kind === 'listed') {
    const { weights } = arrays;
    return Object.fromEntries(names.flatMap((name, at) => (weights[at] ? [[name, weights[at]]] : [])));
  }
  const byArray = new Map(names.map((name) => [arrayName('sample_weight', name, names.length), name]));
  const given = [...arrays.byName].filter(([array]) => array.startsWith('sample_weight'));
  return Object.fromEntries(
    given.map(([array, weights]) => {
      const name = byArray.get(array);
      if (name !== undefined) return [name, weights];
      throw new CodedError('data-file', { file, expected: [...byArray.keys()].join(', '), got: array });
    }),
  );
}

function partsOf(read: ReadBatch, { model, outputs }: CompiledModel): BatchParts {
  const { file, arrays } = read;
  const names = outputs.map(({ name }) => name);
  const sampleWeight = weightsOf(read, names);
  const weighted = Object.keys(sampleWeight).length > 0 && { sampleWeight };
  if (arrays.kind === 'listed') return { x: arrays.xs, y: arrays.ys, ...weighted };
  const from = { file, byName: arrays.byName };
  return { x: inOrder(from, 'x', inputNames(model)), y: inOrder(from, 'y', names), ...weighted };
}

/**
 * A batch out of a file, checked against a model as one of the data is. Class weights are in its sample weights already.
 * @throws CodedError `data-file`, `batch-misfit`
 */
export function fitBatch(read: ReadBatch, compiled: CompiledModel): PreparedBatch {
  const parts = partsOf(read, compiled);
  if (read.rowIds) putRowIds(parts.x as object, read.rowIds);
  try {
    // Whoever trains on it, or looks at it, sees to NaN.
    return prepareBatch(compiled, parts, { allowNotFinite: true });
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    const { detail: _, ...error } = reportOf(thrown) as ErrorReport<keyof BatchErrors>;
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

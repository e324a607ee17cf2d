import { basename, dirname, extname, join } from 'node:path';
import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { Bisect, ReplayedCase } from '../../../contract/debug/bisect';
import { CodedError } from '../../../contract/errors';
import { decodeTensor, encodeTensor, type NumberArray, type TensorData } from '../../../contract/tensor-data';
import type { CompiledModel } from '../../model/compiled-model';
import { disposeBatch, type PreparedBatch } from '../../data/prepared-batch';
import type { PlainData } from '../../experiment';
import { readTrainingFile, trainingFile, writeTrainingFile } from '../../models/training-file';
import { keepingState, readState, writeSavedState, type ModelState } from '../../model/state';
import { bisectStep, type Suspect } from './bisect';

/** All that a step is computed from, and what was found in it. */
export type Case = {
  readonly kind: 'not-finite-case';
  /** Of the experiment. */
  readonly file: string;
  readonly seed: number;
  readonly key: number;
  readonly found: Bisect;
  readonly batch: {
    readonly xs: readonly TensorData[];
    readonly ys: readonly TensorData[];
    /** By output; null where there are none. */
    readonly weights: readonly (TensorData | null)[];
    /** Where its rows come from, if that is known: their places in each source, shape [rows]. */
    readonly rowIds?: readonly { readonly source: string; readonly rows: TensorData }[];
  };
  readonly state: ModelState;
};

function encoded(each: Tensor): TensorData {
  return encodeTensor(each.dataSync() as NumberArray, each.shape);
}

function decoded(data: TensorData): Tensor {
  const dtype = data.dtype === 'uint8' ? 'bool' : data.dtype === 'int32' ? 'int32' : 'float32';
  return tensor(decodeTensor(data), [...data.shape], dtype);
}

/** Where cases of an experiment are kept: beside its file. */
export function caseFolder(file: string, step: number): string {
  return join(dirname(file), `${basename(file, extname(file))}-cases`, `step-${step}`);
}

/**
 * Keeps a step in a folder, in place of an older one.
 * @throws CodedError `write-failed`
 */
export async function saveCase(
  folder: string,
  { compiled, batch, key }: Suspect,
  about: Pick<Case, 'file' | 'seed' | 'found'>,
): Promise<void> {
  const parts = {
    xs: batch.xs.map(encoded),
    ys: batch.ys.map(encoded),
    weights: batch.weights.map((each) => (each ? encoded(each) : null)),
    ...(batch.rowIds && {
      rowIds: batch.rowIds.map(({ source, rows }) => ({ source, rows: encodeTensor(rows, [rows.length]) })),
    }),
  };
  const kept: Case = { kind: 'not-finite-case', ...about, key, batch: parts, state: readState(compiled) };
  await writeTrainingFile(folder, kept as unknown as PlainData);
}

/** Whether a file by its name may be that of a case in its folder. */
export function isCaseFile(name: string): boolean {
  return name === trainingFile;
}

/** The folder of a case by its path, or by that of the file in it that a person can choose. */
export function folderOfCase(path: string): string {
  return isCaseFile(basename(path)) ? dirname(path) : path;
}

/** What {@link saveCase} kept. @throws CodedError `nothing-kept`, `model-file` */
export async function readCase(folder: string): Promise<Case> {
  const read = (await readTrainingFile(folder)) as Partial<Case> | undefined;
  if (read?.kind === 'not-finite-case') return read as Case;
  throw new CodedError('nothing-kept', { folder, what: 'case' });
}

/** Numbers that are NaN or not at the same places, and else are equal as bits: JSON has no NaN. */
function isSame(was: Bisect, is: Bisect | undefined): boolean {
  const { computed: _, ...before } = was;
  const { computed: __, ...now } = is ?? { computed: 0 };
  return JSON.stringify(before) === JSON.stringify({ ...now, ...('sources' in before && { sources: before.sources }) });
}

/**
 * Computes a kept step again, on the state that it was kept with; afterwards the model has its own state back.
 * @throws CodedError `other-model` if it is of another model
 */
export function replayCase(compiled: CompiledModel, folder: string, kept: Case): ReplayedCase {
  const { batch, key, found, state } = kept;
  const own: PreparedBatch = {
    xs: batch.xs.map(decoded),
    ys: batch.ys.map(decoded),
    weights: batch.weights.map((each) => (each ? decoded(each) : undefined)),
    rows: found.batchRows,
  };
  const { step, epoch, batch: index } = found;
  try {
    const is = keepingState(compiled, () => {
      writeSavedState(compiled, state, folder);
      return bisectStep({ compiled, batch: own, key, step, epoch, index });
    });
    return { was: found, ...(is && { is }), isSame: isSame(found, is) };
  } finally {
    disposeBatch(own);
  }
}

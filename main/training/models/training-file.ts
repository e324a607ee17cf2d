import { join } from 'node:path';
import { CodedError, reasonOf } from '../../contract/errors';
import { notationOf } from '../notation';
import type { PlainData } from '../experiment';
import { deleteBundle, readBundleJson, readBytes, writeBundle } from './bundle';
import { joinTensors, packTensors, splitTensors, unpackTensors, type TensorSpec } from './tensor-pack';

/** Its name in the folder. */
export const trainingFile = 'training.json';

type File = {
  readonly version: 1;
  readonly bytes: string;
  readonly specs: readonly TensorSpec[];
  readonly state: unknown;
};

/** Keeps the state of a training in a folder, in place of an older one. @throws CodedError `write-failed` */
export async function writeTrainingFile(folder: string, state: PlainData): Promise<void> {
  const { json: rest, tensors } = splitTensors(state, 'state');
  const { specs, bytes } = packTensors(tensors);
  await writeBundle(folder, trainingFile, bytes, (byteFile): File => ({
    version: 1,
    bytes: byteFile,
    specs,
    state: rest,
  }));
}

function isTrainingFile(content: unknown): content is File {
  if (typeof content !== 'object' || content === null) return false;
  const { version, bytes, specs } = content as Partial<File>;
  return version === 1 && typeof bytes === 'string' && Array.isArray(specs) && 'state' in content;
}

/**
 * What {@link writeTrainingFile} wrote.
 * @returns undefined if there is nothing in the folder
 * @throws CodedError `model-file`
 */
export async function readTrainingFile(folder: string): Promise<PlainData | undefined> {
  const content = await readBundleJson(folder, trainingFile);
  if (content === undefined) return undefined;
  if (!isTrainingFile(content)) {
    const expected = '{ version: 1, bytes, specs, state }';
    throw new CodedError('model-file', { file: join(folder, trainingFile), expected, got: notationOf(content) });
  }
  try {
    const bytes = await readBytes(folder, [content.bytes]);
    return joinTensors(content.state, unpackTensors({ specs: content.specs, bytes }));
  } catch (error) {
    if (error instanceof CodedError) throw error;
    const got = reasonOf(error);
    throw new CodedError(
      'model-file',
      { file: join(folder, trainingFile), expected: 'version 1', got },
      { cause: error },
    );
  }
}

/** Takes away what {@link writeTrainingFile} wrote. */
export function deleteTrainingFile(folder: string): Promise<void> {
  return deleteBundle(folder, trainingFile);
}

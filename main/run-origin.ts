import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError, messageOf } from './contract/errors';
import type { RunOrigin } from './contract/trainer-start';

/**
 * What the run in a folder is one of; all else in it the training process reads, and judges.
 * @throws CodedError `nothing-kept`, `model-file`, `run-without-file`
 */
export async function readRunOrigin(folder: string): Promise<RunOrigin> {
  const file = join(folder, 'training.json');
  let saved: unknown;
  try {
    saved = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new CodedError('nothing-kept', { folder, what: 'run' });
    throw new CodedError('model-file', { file, expected: 'JSON', got: messageOf(error) }, { cause: error });
  }
  const { origin } = (saved as { readonly state?: { readonly origin?: Partial<RunOrigin> } } | null)?.state ?? {};
  if (typeof origin?.file !== 'string') throw new CodedError('run-without-file', { folder });
  const { file: of, name, epochs, stepsPerEpoch } = origin;
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0;
  return {
    file: of,
    name: String(name),
    ...(isCount(epochs) && { epochs: epochs! }),
    ...(isCount(stepsPerEpoch) && { stepsPerEpoch: stepsPerEpoch! }),
  };
}

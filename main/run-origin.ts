import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError, reasonOf } from './contract/errors';
import type { RunOrigin } from './contract/trainer-start';

/** Its name in the folder of a run; the file of its tensors is there before it is. */
export const runFile = 'training.json';

/** What is known of a saved run without its tensors. */
export type RunHead = {
  readonly origin: RunOrigin;
  /** Completed updates. */
  readonly step: number;
  /** Name of the file of its tensors, in the same folder. */
  readonly bytes: string;
};

type Stored = {
  readonly bytes?: unknown;
  readonly state?: { readonly step?: unknown; readonly origin?: Partial<RunOrigin> };
};

/**
 * What the run in a folder is one of; all else in it the training process reads, and judges.
 * @throws CodedError `nothing-kept`, `model-file`, `run-without-file`
 */
export async function readRunOrigin(folder: string): Promise<RunOrigin> {
  return originOf(await read(folder), folder);
}

/**
 * What the run in a folder is one of, and how far it came.
 * @throws CodedError `nothing-kept` too where it has no step or names no tensors
 */
export async function readRunHead(folder: string): Promise<RunHead> {
  const stored = await read(folder);
  const origin = originOf(stored, folder);
  const { bytes } = stored ?? {};
  const step = stored?.state?.step;
  if (!isCount(step) || typeof bytes !== 'string') throw new CodedError('nothing-kept', { folder, what: 'run' });
  return { origin, step, bytes };
}

async function read(folder: string): Promise<Stored | null> {
  const file = join(folder, runFile);
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Stored | null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new CodedError('nothing-kept', { folder, what: 'run' });
    throw new CodedError('model-file', { file, expected: 'JSON', got: reasonOf(error) }, { cause: error });
  }
}

function originOf(stored: Stored | null, folder: string): RunOrigin {
  const { origin } = stored?.state ?? {};
  if (typeof origin?.file !== 'string') throw new CodedError('run-without-file', { folder });
  const { file: of, name, epochs, stepsPerEpoch } = origin;
  return {
    file: of,
    name: String(name),
    ...(isCount(epochs) && { epochs }),
    ...(isCount(stepsPerEpoch) && { stepsPerEpoch }),
  };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

import { createHash } from 'node:crypto';
import { readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CodedError, reasonOf, writeFailed } from '../../contract/errors';
import { writeAtomically } from '../../files/atomic-file';
import { makeFolder } from '../../files/folders';

const stemOf = (json: string): string => basename(json, '.json');

/** The byte files that belong to a JSON file, by its name. */
async function byteFiles(folder: string, json: string): Promise<readonly string[]> {
  const own = new RegExp(`^${stemOf(json)}-[0-9a-f]{16}\\.bin$`);
  return (await readdir(folder)).filter((name) => own.test(name));
}

/**
 * Writes a JSON file and the bytes it refers to. The bytes have a new name whenever they are others, and the JSON takes
 * its place last and at once: whoever reads finds the old pair or the new one, also after a crash.
 * @param json its name in the folder
 * @param describe gives the content of the JSON, told the name of the byte file
 * @throws CodedError `write-failed`
 */
export async function writeBundle(
  folder: string,
  json: string,
  bytes: Uint8Array,
  describe: (byteFile: string) => object,
): Promise<void> {
  try {
    await makeFolder(folder);
    const byteFile = `${stemOf(json)}-${hashOf(bytes)}.bin`;
    const older = await byteFiles(folder, json);
    const isNew = !older.includes(byteFile);
    if (isNew) await writeAtomically(join(folder, byteFile), bytes);
    try {
      await writeAtomically(join(folder, json), Buffer.from(JSON.stringify(describe(byteFile))));
    } catch (error) {
      if (isNew) await rm(join(folder, byteFile), { force: true }); // nothing refers to it
      throw error;
    }
    for (const name of older) if (name !== byteFile) await rm(join(folder, name), { force: true });
  } catch (error) {
    throw writeFailed(join(folder, json), error);
  }
}

/** Takes a bundle away, and its folder if nothing else is in it. */
export async function deleteBundle(folder: string, json: string): Promise<void> {
  await rm(join(folder, json), { force: true });
  const left = await byteFiles(folder, json).catch(() => []);
  for (const name of left) await rm(join(folder, name), { force: true });
  await rmdir(folder).catch(() => undefined);
}

/**
 * The parsed JSON of a bundle.
 * @returns undefined if there is none
 * @throws CodedError `model-file` if it is not JSON
 */
export async function readBundleJson(folder: string, json: string): Promise<unknown> {
  const file = join(folder, json);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new CodedError('model-file', { file, expected: 'JSON', got: reasonOf(error) }, { cause: error });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CodedError('model-file', { file, expected: 'JSON', got: reasonOf(error) }, { cause: error });
  }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** A byte file that {@link writeBundle} named says in its name what it holds. */
function checkHash(file: string, bytes: Uint8Array): void {
  const expected = /-([0-9a-f]{16})\.bin$/.exec(file)?.[1];
  if (expected === undefined) return;
  const got = hashOf(bytes);
  if (got === expected) return;
  throw new CodedError('model-file', {
    file,
    expected: `SHA-256 ${expected}…`,
    got: `${bytes.length} B, SHA-256 ${got}…`,
  });
}

/**
 * The bytes of files one after the other. The files lie in the folder: a path that leads out of it is refused.
 * @throws CodedError `model-file`, also for bytes that are not those that were written
 */
export async function readBytes(folder: string, names: readonly string[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const name of names) {
    const file = join(folder, name);
    if (name !== basename(name)) throw new CodedError('model-file', { file, expected: basename(name), got: name });
    try {
      parts.push(await readFile(file));
    } catch (error) {
      throw new CodedError('model-file', { file, expected: name, got: reasonOf(error) }, { cause: error });
    }
    checkHash(file, parts.at(-1)!);
  }
  // Not a Buffer: its slices would share their bytes.
  return new Uint8Array(Buffer.concat(parts));
}

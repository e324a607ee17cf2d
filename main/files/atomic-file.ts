import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Where a file is written before it takes its place. */
const freshName = (file: string): string => `${file}.${randomUUID().slice(0, 8)}.new`;

/**
 * Writes a file whole or not at all: what stood there stays until the new one is complete, down to the disk.
 * @throws an error of the file system
 */
export async function writeAtomically(file: string, content: Uint8Array | string): Promise<void> {
  const fresh = freshName(file);
  try {
    const handle = await open(fresh, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

/**
 * Keeps a value as JSON in a file of the app, whole or not at all, and makes its folder: at once, for the app may end with
 * it. That it can't be written is logged, not thrown.
 */
export function keepJson(file: string, value: unknown): void {
  const fresh = freshName(file);
  try {
    mkdirSync(dirname(file), { recursive: true });
    try {
      writeFileSync(fresh, `${JSON.stringify(value, undefined, 2)}\n`);
      renameSync(fresh, file);
    } catch (error) {
      rmSync(fresh, { force: true });
      throw error;
    }
  } catch (error) {
    console.error(error);
  }
}

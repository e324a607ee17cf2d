import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from './say.mjs';

/** @param {string | Buffer} content */
export const sha256 = (content) => createHash('sha256').update(content).digest('hex');

/**
 * Hash of a file of any size, read piece by piece.
 * @param {string} file
 */
export function sha256OfFile(file) {
  const hash = createHash('sha256');
  const descriptor = fs.openSync(file, 'r');
  const piece = Buffer.allocUnsafe(1 << 22);
  try {
    for (let read; (read = fs.readSync(descriptor, piece)) > 0;) hash.update(piece.subarray(0, read));
  } finally {
    fs.closeSync(descriptor);
  }
  return hash.digest('hex');
}

/**
 * @param {string} file
 * @param {string} expected SHA-256 in hex
 * @param {string} what the thing's name for the message
 * @throws {SetupError} if the file is another one
 */
export function verifyFile(file, expected, what) {
  const got = fs.existsSync(file) ? sha256OfFile(file) : 'missing';
  if (got === expected) return;
  throw new SetupError(
    `${what} is not the file that was tested.\n  expected SHA-256 ${expected}\n  got              ${got}\n` +
      'It was not used and nothing was installed. Run the command again; if this repeats, the package has been changed.',
  );
}

/**
 * Hash of the source of the modules that make something: whatever an older recipe made is made again.
 * @param {...string} modules their `import.meta.url`, or paths
 */
export const recipeOf = (...modules) =>
  sha256(modules.map((module) => sha256OfFile(module.startsWith('file:') ? fileURLToPath(module) : module)).join());

/**
 * One hash over files and the files in folders, names included.
 * @param {string} root
 * @param {string[]} entries paths inside `root`; what is missing counts as missing
 */
export function sha256OfTree(root, entries) {
  const hash = createHash('sha256');
  const add = (relative) => {
    const file = path.join(root, relative);
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      for (const name of fs.readdirSync(file).sort()) add(path.join(relative, name));
    } else {
      hash.update(`${relative}\0${stat ? sha256(fs.readFileSync(file)) : 'missing'}\n`);
    }
  };
  entries.forEach(add);
  return hash.digest('hex');
}

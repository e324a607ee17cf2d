import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's own folder. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** @param {...string} parts path inside the clone */
export const at = (...parts) => path.join(ROOT, ...parts);

export const NODE_MODULES = at('node_modules');

/** Program files of the npm packages, started with `node` so that no shell or `.cmd` file comes in between. */
export const TOOL = {
  depcruise: at('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
  electronVite: at('node_modules', 'electron-vite', 'bin', 'electron-vite.js'),
  eslint: at('node_modules', 'eslint', 'bin', 'eslint.js'),
  prettier: at('node_modules', 'prettier', 'bin', 'prettier.cjs'),
  tsc: at('node_modules', 'typescript', 'bin', 'tsc'),
  vitest: at('node_modules', 'vitest', 'vitest.mjs'),
};

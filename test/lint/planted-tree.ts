import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const configuration = [
  'tsconfig.json',
  ...['main', 'renderer', 'test', 'examples'].map((folder) => `${folder}/tsconfig.json`),
  'eslint.config.mjs',
  '.dependency-cruiser.cjs',
];

export type Tree = { readonly path: string; remove(): void };

/** A temporary checkout that holds this repository's own configuration and, of code, only the given files. */
export function plantTree(files: ReadonlyMap<string, string>): Tree {
  const path = mkdtempSync(join(tmpdir(), 'batchpoint-lint-'));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  };
  for (const [file, text] of files) write(file, text);
  for (const file of configuration) cpSync(join(root, file), join(path, file));
  write('package.json', JSON.stringify({ name: 'planted', type: 'module' }));
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'), 'dir');
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

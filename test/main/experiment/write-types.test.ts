import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { beforeAll, expect, test } from 'vitest';
import * as api from '../../../main/experiment/public-api';
import { writeTypes } from '../../../main/experiment/write-types';
import { experimentTypes } from '../../../scripts/experiment-types';
import { experimentText, folderOf } from './experiment-folder';

const root = resolve(import.meta.dirname, '../../..');
let types = '';
beforeAll(() => void (types = experimentTypes(root)), 60_000);

const options: ts.CompilerOptions = {
  noEmit: true,
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  // Node's own modules, which one example reads a file with, are no part of what is written.
  typeRoots: [join(root, 'node_modules/@types')],
  types: ['node'],
};
const host = ts.createCompilerHost(options);
const read = host.getSourceFile;
const parsed = new Map<string, ts.SourceFile | undefined>();
host.getSourceFile = (name, ...rest) => {
  if (!parsed.has(name)) parsed.set(name, read(name, ...rest));
  return parsed.get(name);
};

/** What the compiler says of files that lie in a folder with `batchpoint.d.ts` and without any package. */
function complaints(folder: string, files: readonly string[]): readonly string[] {
  const paths = [...files, 'batchpoint.d.ts'].map((file) => join(folder, file));
  return ts.getPreEmitDiagnostics(ts.createProgram(paths, options, host)).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file?.fileName.slice(folder.length + 1)}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

test('every example compiles against the written types, away from all packages', async () => {
  const names = (await readdir(join(root, 'examples'))).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(
    names.map(async (name) => [name, await readFile(join(root, 'examples', name), 'utf8')]),
  );
  const folder = await folderOf(Object.fromEntries(texts) as { [name: string]: string });
  await writeTypes(join(folder, names[0]!), types);
  expect(names.length).toBeGreaterThanOrEqual(6);
  expect(complaints(folder, names)).toEqual([]);
}, 60_000);

test('all exports are declared, and mistakes in fields, tensors and methods are found', async () => {
  const names = Object.keys(api).join(', ');
  const wrong = `${experimentText('', '  epochs: "3",\n')}
const text: string = tf.tensor([1]).add(1);
tf.layers.dense({ unit: 1 });
`;
  const exports = `import { ${names} } from 'batchpoint';\nexport default [${names}];\n`;
  const folder = await folderOf({ 'main.ts': wrong, 'exports.ts': exports });
  await writeTypes(join(folder, 'main.ts'), types);
  const lines = complaints(folder, ['main.ts', 'exports.ts']).map((complaint) => complaint.split(' ')[0]);
  expect(lines).toEqual(['main.ts:3', 'main.ts:14', 'main.ts:15']);
}, 60_000);

test('a folder that cannot be written to is said by name', async () => {
  await expect(writeTypes('/nowhere/main.ts', 'x')).rejects.toMatchObject({
    code: 'write-failed',
    values: { file: '/nowhere/batchpoint.d.ts' },
  });
});

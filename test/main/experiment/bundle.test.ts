import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { bundleExperiment } from '../../../main/experiment/bundle';
import { loadExperiment } from '../../../main/experiment/load';
import { tf } from '../../../main/experiment/public-api';
import { experimentText, folderOf } from './experiment-folder';

const withSteps = (imports: string) => experimentText(imports).replace('stepsPerEpoch: 1', 'stepsPerEpoch: steps');

test('bundles a file and its imports, the file first', async () => {
  const folder = await folderOf({
    'main.ts': withSteps("import { steps } from './deep/steps';\n"),
    'deep/steps.ts': 'export enum Size { small = 3 }\nexport const steps: number = Size.small;\n',
  });
  const bundle = await bundleExperiment(join(folder, 'main.ts'));
  expect(bundle.sources.map(({ path }) => path)).toEqual([join(folder, 'main.ts'), join(folder, 'deep/steps.ts')]);
  expect(await loadExperiment(bundle)).toMatchObject({ stepsPerEpoch: 3 });
});

test('the hash changes with an import and is the same in another folder', async () => {
  const files = { 'main.ts': withSteps("import { steps } from './steps';\n"), 'steps.ts': 'export const steps = 1;\n' };
  const [first, second] = [await folderOf(files), await folderOf(files)];
  const hash = async (folder: string) => (await bundleExperiment(join(folder, 'main.ts'))).hash;
  const before = await hash(first);
  expect(await hash(second)).toBe(before);
  await writeFile(join(first, 'steps.ts'), 'export const steps = 2;\n');
  expect(await hash(first)).not.toBe(before);
});

test('runs the text that was hashed, though the file has changed since', async () => {
  const folder = await folderOf({ 'main.ts': experimentText() });
  const bundle = await bundleExperiment(join(folder, 'main.ts'));
  await writeFile(join(folder, 'main.ts'), 'throw new Error("other code");');
  expect(await loadExperiment(bundle)).toMatchObject({ name: 'line' });
});

test('batchpoint and TensorFlow.js are the running instance', async () => {
  const folder = await folderOf({
    'main.ts': experimentText(
      "import { Tensor } from '@tensorflow/tfjs';\nexport { Tensor };\nglobalThis.seen = Tensor;\n",
    ),
  });
  await loadExperiment(await bundleExperiment(join(folder, 'main.ts')));
  expect((globalThis as { seen?: unknown }).seen).toBe(tf.Tensor);
});

test('import.meta names the file it stands in', async () => {
  const where = 'export const url = import.meta.url, folder = import.meta.dirname;\n';
  const folder = await folderOf({
    'main.ts': `import { url, folder } from './deep/where';\n${experimentText('', '  classNames: [import.meta.url, url, folder],\n')}`,
    'deep/where.ts': where,
  });
  expect(await loadExperiment(await bundleExperiment(join(folder, 'main.ts')))).toMatchObject({
    classNames: [
      pathToFileURL(join(folder, 'main.ts')).href,
      pathToFileURL(join(folder, 'deep/where.ts')).href,
      join(folder, 'deep'),
    ],
  });
});

test('a package beside the file resolves, be it CommonJS that requires a module of Node', async () => {
  const folder = await folderOf({
    'main.ts': `import { kind } from 'shapes';\n${experimentText('', '  classNames: [kind],\n')}`,
    'node_modules/shapes/package.json': '{ "name": "shapes", "main": "index.js" }',
    'node_modules/shapes/index.js': "exports.kind = typeof require('fs').readFileSync;\n",
  });
  const bundle = await bundleExperiment(join(folder, 'main.ts'));
  expect(bundle.sources).toHaveLength(2);
  expect(await loadExperiment(bundle)).toMatchObject({ classNames: ['function'] });
});

test('a missing file is said to be missing', async () => {
  const folder = await folderOf({});
  await expect(bundleExperiment(join(folder, 'none.ts'))).rejects.toMatchObject({ code: 'file-missing' });
});

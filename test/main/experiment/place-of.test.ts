import { join } from 'node:path';
import { expect, test } from 'vitest';
import '../../../main/trainer/backend';
import type { ErrorReport } from '../../../main/contract/errors';
import { bundleExperiment, type Bundle } from '../../../main/experiment/bundle';
import { loadExperiment, reportOfLoading } from '../../../main/experiment/load';
import { placeOf } from '../../../main/experiment/place-of';
import type { Experiment, GeneratorExperiment, ExperimentContext } from '../../../main/training/experiment';
import { buildModels } from '../../../main/training/model/build-models';
import { experimentText, folderOf } from './experiment-folder';

async function reportOn(files: { readonly [path: string]: string }): Promise<ErrorReport> {
  const folder = await folderOf(files);
  let bundle: Bundle | undefined;
  let experiment: Experiment | undefined;
  try {
    bundle = await bundleExperiment(join(folder, 'main.ts'));
    experiment = await loadExperiment(bundle);
    await buildModels(experiment, { seed: 1 } as ExperimentContext);
  } catch (error) {
    const report = reportOfLoading(error, bundle, experiment);
    return {
      ...report,
      ...(report.place && { place: { ...report.place, file: report.place.file.slice(folder.length + 1) } }),
    };
  }
  throw new Error('it loaded');
}

test('a syntax error names line and column', async () => {
  const report = await reportOn({ 'main.ts': 'const a = 1;\nconst b = = 2;\n' });
  expect(report).toMatchObject({
    code: 'syntax-error',
    place: {
      file: 'main.ts',
      line: 2,
      column: 11,
      excerpt: { firstLine: 1, lines: ['const a = 1;', 'const b = = 2;', ''] },
    },
  });
});

test('a missing import names the line of the import, in the file that has it', async () => {
  const report = await reportOn({ 'main.ts': "import './other';\n", 'other.ts': "\nimport x from './none';\nx();\n" });
  expect(report).toMatchObject({ code: 'import-missing', place: { file: 'other.ts', line: 2, column: 15 } });
});

test('a throw while loading names its line, in an imported file too', async () => {
  const report = await reportOn({
    'main.ts': "import { size } from './other';\nexport default size;\n",
    'other.ts': "type A = { b: number };\n\nexport const size: A = ((): A => {\n  throw new Error('no size');\n})();\n",
  });
  expect(report).toMatchObject({
    code: 'throws-while-loading',
    values: { message: 'no size' },
    place: { file: 'other.ts', line: 4, column: 9 },
  });
});

test('what a function of ours refuses while loading is said as it is, with its line', async () => {
  const text = "import { dataFile } from 'batchpoint';\n\nexport default dataFile('none.csv');\n";
  expect(await reportOn({ 'main.ts': text })).toMatchObject({
    code: 'data-not-shipped',
    values: { name: 'none.csv' },
    place: { file: 'main.ts', line: 3 },
  });
});

test('the first line is counted right where import.meta stands on it', async () => {
  const report = await reportOn({ 'main.ts': "const here = import.meta.url; throw new Error('at ' + here);\n" });
  expect(report).toMatchObject({ place: { line: 1, column: 37 } });
});

test('a throw in a generator, long after loading, names its line', async () => {
  const folder = await folderOf({
    'main.ts': experimentText().replace(
      '    yield [[[1]], [[2]]];',
      "    yield [[[1]], [[2]]];\n    throw new Error('dry');",
    ),
  });
  const bundle = await bundleExperiment(join(folder, 'main.ts'));
  const experiment = (await loadExperiment(bundle)) as GeneratorExperiment;
  const batches = experiment.train({} as ExperimentContext) as Iterable<unknown>;
  const items = batches[Symbol.iterator]();
  items.next();
  let place;
  try {
    items.next();
  } catch (error) {
    place = placeOf(error, bundle);
  }
  expect(place).toMatchObject({ file: join(folder, 'main.ts'), line: 9, column: 11 });
});

test('without an experiment the place is the start of the file', async () => {
  expect(await reportOn({ 'main.ts': 'export const a = 1;\n' })).toMatchObject({
    code: 'no-default-export',
    place: { file: 'main.ts', line: 1, column: 1 },
  });
});

test('a wrong field names the line that sets it', async () => {
  const text = experimentText().replace("optimizer: 'sgd'", 'optimizer: 3');
  expect(await reportOn({ 'main.ts': text })).toMatchObject({
    code: 'wrong-field',
    values: { field: 'compile.optimizer', got: '3' },
    place: { line: 6, column: 14 },
  });
});

test('a missing field names the line of the definition', async () => {
  const text = experimentText().replace("  name: 'line',\n", '');
  expect(await reportOn({ 'main.ts': text })).toMatchObject({
    code: 'missing-field',
    values: { field: 'name' },
    place: { line: 3 },
  });
});

test.each([
  ['an optimizer of an unknown name', "'adamm'", 'unknown-name', 14],
  ['a value that the optimizer refuses', "{ name: 'sgd', learningRate: -1 }", 'wrong-hyperparameter', 40],
  ['a value that the optimizer does not have', "{ name: 'sgd', beta1: 1 }", 'unknown-name', 40],
])('%s names the line that sets it', async (_, optimizer, code, column) => {
  const text = experimentText().replace("optimizer: 'sgd'", `optimizer: ${optimizer}`);
  expect(await reportOn({ 'main.ts': text })).toMatchObject({ code, place: { file: 'main.ts', line: 6, column } });
});

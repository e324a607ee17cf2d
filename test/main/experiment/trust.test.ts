import { readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleExperiment } from '../../../main/experiment/bundle';
import { mayRun, openTrustStore } from '../../../main/experiment/trust';
import { experimentText, folderOf } from './experiment-folder';

test('trusts a hash once it was told to, also from the next process on', async () => {
  const folder = await folderOf({});
  const file = join(folder, 'deep', 'trust.json');
  const store = openTrustStore(file);
  expect(await store.isTrusted('a')).toBe(false);
  await store.trust('a');
  await openTrustStore(file).trust('b');
  expect([await store.isTrusted('a'), await store.isTrusted('b'), await store.isTrusted('c')]).toEqual([
    true,
    true,
    false,
  ]);
  expect(await readdir(join(folder, 'deep'))).toEqual(['trust.json']);
});

test('a damaged file trusts nothing and is mended by the next answer', async () => {
  const folder = await folderOf({ 'trust.json': '{"trusted": ["a"' });
  const store = openTrustStore(join(folder, 'trust.json'));
  expect(await store.isTrusted('a')).toBe(false);
  await store.trust('b');
  expect(JSON.parse(await readFile(join(folder, 'trust.json'), 'utf8'))).toEqual({ trusted: ['b'] });
});

test('shipped code runs without a question, down to its last import', async () => {
  const folder = await folderOf({
    'examples/good.ts': experimentText(),
    'examples/strange.ts': `import '../elsewhere';\n${experimentText()}`,
    'elsewhere.ts': 'export {};\n',
    'examples-not/own.ts': experimentText('// other\n'),
  });
  const store = openTrustStore(join(folder, 'trust.json'));
  const examples = join(folder, 'examples');
  const allowed = async (path: string) => mayRun(await bundleExperiment(join(folder, path)), store, examples);
  expect(await allowed('examples/good.ts')).toBe(true);
  expect(await allowed('examples/strange.ts')).toBe(false);
  expect(await allowed('examples-not/own.ts')).toBe(false);
  await symlink(join(folder, 'examples-not/own.ts'), join(examples, 'linked.ts'));
  expect(await allowed('examples/linked.ts')).toBe(false);
  await store.trust((await bundleExperiment(join(folder, 'examples-not/own.ts'))).hash);
  expect(await allowed('examples-not/own.ts')).toBe(true);
});

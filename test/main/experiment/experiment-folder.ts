import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with the given files, away from this repository and its packages; gone after the test. */
export async function folderOf(files: { readonly [path: string]: string }): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'experiment-test-')));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

/** A small valid generator experiment; `more` goes in front of it, `fields` into it. */
export function experimentText(more = '', fields = ''): string {
  return `${more}import { defineExperiment, tf } from 'batchpoint';

export default defineExperiment({
  name: 'line',
  model: () => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] }),
  compile: { optimizer: 'sgd', loss: 'meanSquaredError' },
  *train() {
    yield [[[1]], [[2]]];
  },
  stepsPerEpoch: 1,
${fields}});
`;
}

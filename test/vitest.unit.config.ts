import { resolve } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = resolve(import.meta.dirname, '..');
/** Parts that only compute: their tests leave modules and process as they find them. */
const computing = 'test/{main/{contract,training},renderer}/**/*.test.{ts,tsx}';

/** Small files with long tables. */
const tables = ['golden/golden.test.ts', 'training/bits.test.ts', 'calls/resume.test.ts'];

/** Vitest begins with the largest files: at the end, one process would work through a table and the other wait for it. */
class TablesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isTable = ({ moduleId }: TestSpecification) => tables.some((table) => moduleId.endsWith(`/${table}`));
    return [...sorted.filter(isTable), ...sorted.filter((file) => !isTable(file))];
  }
}

type Files = { readonly include: string[]; readonly exclude?: string[]; readonly isolate: boolean };

const project = (name: string, files: Files): TestProjectInlineConfiguration => ({
  root,
  // Examples import Batchpoint by its public name.
  resolve: { alias: { batchpoint: resolve(root, 'main/experiment/public-api.ts') } },
  test: {
    ...files,
    name,
    pool: 'forks',
    // A bundled experiment is run by Node itself, as in the app: its stacks are mapped to the person's files.
    server: { deps: { external: [/[\\/]batchpoint-[^\\/]+[\\/]\w+\.mjs$/] } },
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    allowOnly: false,
    // A fixed thread count: TensorFlow's sums depend on how they are split.
    env: { TF_CPP_MIN_LOG_LEVEL: '2', TF_NUM_INTRAOP_THREADS: '2' },
  },
});

export default defineConfig({
  root,
  test: {
    sequence: { sequencer: TablesFirst },
    // Vitest runs them in the order of their names.
    projects: [
      // One file after the other in two processes: a process for each would load TensorFlow a hundred times.
      project('computing', { include: [computing], isolate: false }),
      project('one process each', {
        include: ['test/**/*.test.{ts,tsx}'],
        exclude: ['test/{e2e,long,bench}/**', computing],
        isolate: true,
      }),
    ],
  },
});

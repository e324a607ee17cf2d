import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');

export default defineConfig({
  root,
  // Examples import Batchpoint by its public name.
  resolve: { alias: { batchpoint: resolve(root, 'main/experiment/public-api.ts') } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/{e2e,long,bench}/**'],
    pool: 'forks',
    // A bundled experiment is run by Node itself, as in the app: its stacks are mapped to the person's files.
    server: { deps: { external: [/[\\/]batchpoint-[^\\/]+[\\/]\w+\.mjs$/] } },
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    allowOnly: false,
    // A fixed thread count: TensorFlow's sums depend on how they are split.
    env: { TF_CPP_MIN_LOG_LEVEL: '2', TF_NUM_INTRAOP_THREADS: '2' },
  },
});

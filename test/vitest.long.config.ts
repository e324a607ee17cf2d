import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

// Soaks of the built app: minutes each, one at a time, so that their numbers are their own.
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['test/long/**/*.test.ts'],
    globalSetup: 'test/e2e/displays.ts',
    setupFiles: 'test/e2e/own-display.ts',
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 120_000,
    allowOnly: false,
    env: { TF_CPP_MIN_LOG_LEVEL: '2', TF_NUM_INTRAOP_THREADS: '2' },
  },
});

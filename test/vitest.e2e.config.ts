import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

// Drives the app that was built into out/. One window at a time: they share the screen, the clipboard and the cores.
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    globalSetup: 'test/e2e/display.ts',
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    allowOnly: false,
  },
});

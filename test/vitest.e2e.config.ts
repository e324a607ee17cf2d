import { resolve } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { hasVirtualDisplays } from '../scripts/setup/display.mjs';

/** A window of each worker, on a screen of its own. */
const windowsAtOnce = hasVirtualDisplays() ? 2 : 1;
const root = resolve(import.meta.dirname, '..');
/** It counts drawings by the clock. */
const measured = 'test/e2e/pace.e2e.ts';

type Windows = { readonly include: string[]; readonly exclude?: string[]; readonly maxWorkers: number };

const project = (name: string, groupOrder: number, windows: Windows): TestProjectInlineConfiguration => ({
  root,
  test: {
    ...windows,
    name,
    sequence: { groupOrder },
    setupFiles: 'test/e2e/own-display.ts',
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A window that shares its cores may take longer than Vitest's second to draw.
    expect: { poll: { timeout: 10_000 } },
    // Two windows on two cores: once in a hundred tests, a key or a click meets a window that is not there yet.
    retry: 1,
    allowOnly: false,
  },
});

// Drives the app that was built into out/.
export default defineConfig({
  root,
  test: {
    globalSetup: 'test/e2e/displays.ts',
    maxWorkers: windowsAtOnce,
    projects: [
      project('windows', 0, { include: ['test/e2e/**/*.e2e.ts'], exclude: [measured], maxWorkers: windowsAtOnce }),
      project('alone', 1, { include: [measured], maxWorkers: 1 }),
    ],
  },
});

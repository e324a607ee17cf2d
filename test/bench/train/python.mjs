import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { refuse } from '../options.mjs';

/** The Keras that is compared with. */
const KERAS = 'tensorflow-cpu==2.15.1';

/** A path relative to where the person typed; a bare name is looked up by the system. */
function pathOf(given) {
  return /[/\\]/.test(given) ? resolve(process.env.INIT_CWD ?? '.', given) : given;
}

/** The version of a module in that Python, or undefined. */
export function moduleVersion(python, name) {
  const program = `import importlib.metadata as m\nfor n in "${name}".split("|"):\n  try: print(m.version(n)); break\n  except m.PackageNotFoundError: pass`;
  const { status, stdout } = spawnSync(python, ['-c', program], { encoding: 'utf8' });
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
}

/**
 * A Python with Keras 2.15 in a folder of its own, made at its first use.
 * @param {string} base a Python from 3.9 to 3.11
 */
export function makeEnvironment(base, folder) {
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (existsSync(python) && moduleVersion(python, 'tensorflow-cpu')) return python;
  run(base, ['-m', 'venv', '--clear', folder]);
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', KERAS]);
  return python;
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2] });
  if (status === 0) return;
  throw new Error(
    `${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}. ${KERAS} needs Python 3.9 to 3.11.`,
  );
}

/** The Pythons to compare with; one that was asked for and lacks its library ends the benchmark. */
export function pythonsOf({ python, 'torch-python': torchPython, 'make-venv': makesOne }, folder) {
  const given = python === '' ? undefined : pathOf(python);
  const keras = makesOne ? makeEnvironment(given ?? 'python3', folder) : given;
  if (keras !== undefined) {
    const version = moduleVersion(keras, 'tensorflow-cpu|tensorflow|tensorflow-intel');
    if (!version?.startsWith('2.15')) {
      const got = version === undefined ? 'has no TensorFlow' : `has TensorFlow ${version}`;
      refuse(`--python: expected a Python with TensorFlow 2.15; ${keras} ${got}. Add --make-venv to have one made.`);
    }
  }
  const torch = torchPython === '' ? keras : pathOf(torchPython);
  if (torch !== undefined && moduleVersion(torch, 'torch')) return { keras, torch };
  if (torchPython !== '') refuse(`--torch-python: expected a Python with torch; ${torch} has none.`);
  return { keras, torch: undefined };
}

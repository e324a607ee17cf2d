import fs from 'node:fs';
import path from 'node:path';
import { buildOrExplain } from '../build.mjs';
import { at } from '../paths.mjs';
import { isLinuxX64, thisMachine } from '../setup/machine.mjs';
import { megabytes, say, SetupError } from '../setup/say.mjs';
import { makeAppFolder } from './app-folder.mjs';
import { makeDeb } from './deb.mjs';
import { makeTar } from './tar.mjs';

/** Where the packages of this version lie. */
export function packageFiles() {
  const manifest = JSON.parse(fs.readFileSync(at('package.json'), 'utf8'));
  const { name, version } = manifest;
  const folder = `${name}-${version}-linux-x64`;
  return { manifest, folder, deb: at('dist', `${name}_${version}_amd64.deb`), tar: at('dist', `${folder}.tar.gz`) };
}

/**
 * `npm run package`: a .deb and a .tar.gz in dist/.
 * @param {import('../setup/index.mjs').Setup} setup
 */
export async function makePackages({ electron }) {
  const missing = ['dpkg-deb', 'tar', 'du'].filter((command) => !thisMachine.find(command));
  if (!isLinuxX64(thisMachine) || missing.length > 0) {
    throw new SetupError(
      `Packages are made on Debian or Ubuntu, x64${missing.length > 0 ? `; missing here: ${missing.join(', ')}` : ''}.`,
    );
  }
  const failed = await buildOrExplain();
  if (failed) return failed;
  const { manifest, folder, deb, tar } = packageFiles();
  fs.mkdirSync(at('dist'), { recursive: true });
  const work = fs.mkdtempSync(at('dist', 'tmp-'));
  try {
    fs.chmodSync(work, 0o755);
    const root = path.join(work, 'root');
    const app = path.join(root, 'usr', 'lib', manifest.name);
    say('package: laying out the app');
    await makeAppFolder(electron, manifest.name, app, work);
    await pack(tar, (half) => makeTar(thisMachine, app, folder, half));
    await pack(deb, (half) => makeDeb(thisMachine, root, manifest, half));
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
  if (electron.kind === 'fallback') {
    say(
      `These carry Electron ${electron.version}, for tests: for other people, make them where Electron's own download works.`,
    );
  }
  return 0;
}

/** A package appears under its name when it is whole. */
async function pack(target, make) {
  const half = `${target}.part`;
  await make(half);
  fs.renameSync(half, target);
  say(`package: ${path.relative(at(), target)}, ${megabytes(fs.statSync(target).size)}`);
}

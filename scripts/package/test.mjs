import fs from 'node:fs';
import path from 'node:path';
import { anyDisplay } from '../setup/display.mjs';
import { thisMachine } from '../setup/machine.mjs';
import { say, SetupError } from '../setup/say.mjs';
import { inWords, report, sum } from '../stages.mjs';
import { softFuses } from './fuses.mjs';
import { makePackages, packageFiles } from './index.mjs';
import { makeOrdinaryUser } from './ordinary-user.mjs';

const SHORT_RUN = ['--run', '--epochs', '1', '--steps-per-epoch', '5', '--exit'];
const PNG_HEADER = '89504e470d0a1a0a';

/**
 * `npm run package:test`: installs the .deb, trains with the installed app as an ordinary user with Chromium's sandbox
 * on, tries the ways into it that are closed, and removes it again.
 * @param {import('../setup/index.mjs').Setup} setup
 */
export async function testPackage(setup) {
  const { manifest, deb } = packageFiles();
  await requireCleanDebian(manifest.name);
  const failed = fs.existsSync(deb) ? 0 : await makePackages(setup);
  if (failed) return failed;
  const scores = [];
  const check = (name, problem, output = '') => scores.push(report(name, !problem, `${problem}\n${output}`));
  try {
    say(`package: installing ${path.basename(deb)}`);
    const installed = await apt('install', deb);
    check('apt-get installs the package', installed.ok ? '' : installed.err);
    if (installed.ok) await tryInstalled(`/usr/lib/${manifest.name}`, manifest.name, check);
  } finally {
    const purged = await apt('purge', manifest.name);
    const rest = ['lib', 'bin', 'share/doc']
      .map((folder) => `/usr/${folder}/${manifest.name}`)
      .filter((file) => fs.existsSync(file));
    check('apt-get removes it, all of it', purged.ok && rest.length === 0 ? '' : `${purged.err} ${rest.join(' ')}`);
  }
  const score = sum(scores);
  console.log(`\n${inWords(score)}`);
  return score.failed === 0 ? 0 : 1;
}

async function requireCleanDebian(name) {
  const lacking = ['apt-get', 'useradd', 'runuser'].filter((command) => !thisMachine.find(command));
  if (!thisMachine.isRoot || lacking.length > 0) {
    throw new SetupError(
      'This test installs a Debian package and makes a temporary user: run it as root on a Debian to throw away.',
    );
  }
  if ((await thisMachine.run('dpkg', ['-s', name])).ok) {
    throw new SetupError(
      `${name} is installed already. This test would remove it: do that yourself first (apt-get purge ${name}).`,
    );
  }
}

const apt = (action, what) =>
  thisMachine.run('apt-get', [action, '-y', '--no-install-recommends', what], {
    env: { ...thisMachine.env, DEBIAN_FRONTEND: 'noninteractive' },
  });

async function tryInstalled(folder, name, check) {
  const soft = await softFuses(path.join(folder, name));
  check('the fuses are set', soft.join(' '));
  const example = path.join(folder, 'resources', 'app.asar.unpacked', 'examples', 'digits.ts');
  const display = await anyDisplay();
  const user = await makeOrdinaryUser(thisMachine);
  try {
    await trains(user, name, example, display.env, check);
    await refuses(user, name, example, display.env, check);
  } finally {
    await user.remove();
    display.stop();
  }
}

async function trains(user, name, example, env, check) {
  const seen = new Map();
  const look = () => user.processes().forEach((one) => seen.set(one.pid, one));
  const picture = path.join(user.home, 'trained.png');
  const { status, output } = await user.run(name, [example, ...SHORT_RUN, '--screenshot', picture], env, look);
  check('an ordinary user trains with it', status === 0 ? '' : `exit code ${status}`, output);
  check('the picture of the window is there', pictureProblem(picture), output);
  const renderers = [...seen.values()].filter(({ commandLine }) => commandLine.includes('--type=renderer'));
  const isSandboxed = renderers.length > 0 && renderers.every(({ seccomp }) => seccomp === '2');
  const isOff = [...seen.values()].some(({ commandLine }) => commandLine.includes('--no-sandbox'));
  check('the window runs in the sandbox', isSandboxed && !isOff ? '' : JSON.stringify(renderers));
}

/** Run as plain Node, preloaded or debugged, the program would not be the app any more, and would leave no picture. */
async function refuses(user, name, example, env, check) {
  const mark = path.join(user.home, 'preloaded');
  const preload = path.join(user.home, 'preload.cjs');
  fs.writeFileSync(preload, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`);
  const picture = path.join(user.home, 'refused.png');
  const args = ['--inspect=127.0.0.1:0', example, ...SHORT_RUN, '--screenshot', picture];
  const tricks = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${preload}` };
  const { output } = await user.run(name, args, { ...env, ...tricks });
  check('ELECTRON_RUN_AS_NODE does not make it a Node', pictureProblem(picture), output);
  check('NODE_OPTIONS does not load code into it', fs.existsSync(mark) ? 'the file was loaded' : '');
  check('--inspect opens no debugger', /Debugger listening/.test(output) ? output : '');
}

function pictureProblem(file) {
  if (!fs.existsSync(file)) return 'no picture';
  const content = fs.readFileSync(file);
  if (content.subarray(0, 8).toString('hex') !== PNG_HEADER) return 'no PNG';
  // A window of one colour packs into far less.
  return content.length > 10_000 ? '' : `an empty picture of ${content.length} bytes`;
}

import fs from 'node:fs';
import path from 'node:path';
import { buildOrExplain } from './build.mjs';
import { noiseFilter } from './chromium-noise.mjs';
import { runProgram } from './child.mjs';
import { makeFolder } from './make-folder.mjs';
import { at } from './paths.mjs';
import { anyDisplay } from './setup/display.mjs';
import { electronEnvironment } from './setup/electron.mjs';
import { hasDisplay, thisMachine } from './setup/machine.mjs';
import { say } from './setup/say.mjs';

const TAKES_VALUE = new Set(['--epochs', '--steps-per-epoch', '--seed', '--screenshot', '--language', '--theme']);

/**
 * The experiment file among the app's arguments.
 * @param {string[]} args
 */
export function fileIn(args) {
  return args.find((arg, i) => !arg.startsWith('-') && !TAKES_VALUE.has(args[i - 1]));
}

/**
 * The value of a flag, given as `--flag value` or `--flag=value`.
 * @param {string[]} args
 * @param {string} flag
 */
export function valueOf(args, flag) {
  const i = args.indexOf(flag);
  return i >= 0 ? args[i + 1] : args.find((arg) => arg.startsWith(`${flag}=`))?.slice(flag.length + 1);
}

/**
 * What to start where nobody can see the window: a run of one epoch that shows its progress in the terminal and
 * leaves a picture. Whatever the person asks for stays as it is.
 * @param {string[]} args
 * @returns {{ args: string[], picture: string }}
 */
export function unattended(args, root = at()) {
  const file = fileIn(args) ?? path.join(root, 'examples', 'mnist.ts');
  const name = path.basename(file).replace(/\.\w+$/, '');
  const picture = path.resolve(valueOf(args, '--screenshot') ?? path.join(root, 'out', 'screenshots', `${name}.png`));
  const given = (flag) => args.some((arg) => arg === flag || arg.startsWith(`${flag}=`));
  const added = [
    ...(fileIn(args) ? [] : [file]),
    ...['--run', '--progress', '--exit'].filter((flag) => !given(flag)),
    ...(given('--epochs') ? [] : ['--epochs', '1']),
    ...(given('--screenshot') ? [] : ['--screenshot', picture]),
  ];
  return { args: [...args, ...added], picture };
}

/** Flags for Chromium itself: it refuses to start as root with its sandbox on. */
export const chromiumFlags = ({ isRoot, platform, env }) => [
  ...(platform === 'linux' && isRoot ? ['--no-sandbox'] : []),
  ...(platform === 'linux' && env.WAYLAND_DISPLAY && !env.DISPLAY ? ['--ozone-platform-hint=auto'] : []),
];

/**
 * `npm start`: the window, or without a screen a run on a virtual one.
 * @param {import('./setup/index.mjs').Setup} setup
 * @param {string[]} args
 */
export async function start({ electron }, args) {
  const failed = await buildOrExplain();
  if (failed) return failed;
  if (hasDisplay(thisMachine)) return openApp(electron, args, {});
  const run = unattended(args);
  makeFolder(path.dirname(run.picture), 'Choose another place with --screenshot.');
  fs.rmSync(run.picture, { force: true });
  const display = await anyDisplay();
  say(`no screen here: training ${path.basename(fileIn(run.args))} on a virtual one`);
  const status = await openApp(electron, run.args, display.env);
  display.stop();
  if (!fs.existsSync(run.picture)) {
    console.error(`The window left no picture (exit code ${status}).`);
    return status || 1;
  }
  console.log(run.picture);
  return status;
}

function openApp(electron, args, displayEnv) {
  const filter = noiseFilter((text) => process.stderr.write(text));
  // The app resolves a relative path against the folder that npm was called in.
  return runProgram(
    electron.executable,
    [at(), ...chromiumFlags(thisMachine), ...args.map((arg, i) => absoluteIfFile(arg, i, args))],
    {
      env: { TF_CPP_MIN_LOG_LEVEL: '2', ...electronEnvironment(electron), ...displayEnv },
      stdio: ['inherit', 'inherit', 'pipe'],
      onStart: (child) =>
        child.stderr
          ?.setEncoding('utf8')
          .on('data', (text) => filter.push(text))
          .on('end', () => filter.end()),
    },
  );
}

/** npm runs us in the clone's folder; INIT_CWD is where the person typed. */
export const folderOfPerson = () => process.env.INIT_CWD ?? process.cwd();

/** A file of the person's, or else one of the clone's: `examples/mnist.ts` is found from everywhere. */
export function absoluteIfFile(arg, i = 0, all = [], cwd = folderOfPerson()) {
  if (arg.startsWith('-') || path.isAbsolute(arg) || !/\.[cm]?[jt]s$|\.png$|\.jsonl$/.test(arg)) return arg;
  const typed = path.resolve(cwd, arg);
  const isOutput = ['--screenshot', '--log'].includes(all[i - 1]);
  return !isOutput && !fs.existsSync(typed) && fs.existsSync(at(arg)) ? at(arg) : typed;
}

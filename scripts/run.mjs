// What the scripts of package.json call: `node scripts/run.mjs <verb> [args]`. Set-up comes first, each time; it is
// over at once when everything is there. Modules that need npm packages are imported after it.
import { runNode } from './child.mjs';
import { TOOL } from './paths.mjs';
import { setUp } from './setup/index.mjs';
import { SetupError } from './setup/say.mjs';

/** @typedef {(setup: import('./setup/index.mjs').Setup, args: string[]) => Promise<number>} Verb */

/** @type {Record<string, () => Promise<Verb>>} */
const VERBS = {
  setup: async () => showSetup,
  start: async () => (await import('./start.mjs')).start,
  dev: async () => dev,
  build: async () => (await import('./build.mjs')).buildOrExplain,
  train: async () => commandLine('train'),
  types: async () => commandLine('types'),
  check: async () => (await import('./test.mjs')).check,
  test: async () => (await import('./test.mjs')).test,
  'test:unit': async () => (await import('./test.mjs')).testUnit,
  'test:e2e': async () => (await import('./test.mjs')).testE2e,
  'test:long': async () => (await import('./test.mjs')).testLong,
  golden: async () => (await import('./golden.mjs')).golden,
  'bench:ui': async () => (await import('./test.mjs')).driveApp('test/bench/ui.mjs'),
  'bench:data': async () => (_setup, args) => runNode(['test/bench/data.mjs', ...args]),
  'bench:breakpoints': async () => (_setup, args) => runNode(['test/bench/breakpoints.mjs', ...args]),
  'bench:panels': async () => (_setup, args) => runNode(['test/bench/panels.mjs', ...args]),
  'bench:sentinel': async () => (_setup, args) => runNode(['test/bench/sentinel.mjs', ...args]),
  'bench:what-if': async () => (_setup, args) => runNode(['test/bench/what-if.mjs', ...args]),
  'bench:train': async () => (_setup, args) => runNode(['test/bench/train.mjs', ...args]),
  'bench:overlap': async () => (_setup, args) => runNode(['test/bench/overlap.mjs', ...args]),
  'bench:app': async () => (await import('./test.mjs')).driveApp('test/bench/app-rate.mjs'),
  shots: async () => (await import('./test.mjs')).driveApp('test/e2e/shots.mjs'),
  'shots:debugging': async () => (await import('./test.mjs')).driveApp('test/e2e/debugging-pictures.mjs'),
  doctor: async () => (await import('./doctor.mjs')).doctor,
  package: async () => (await import('./package/index.mjs')).makePackages,
  'package:test': async () => (await import('./package/test.mjs')).testPackage,
};

const commandLine = (command) => async (_setup, args) => (await import('./train.mjs')).runCommandLine(command, args);

/** @type {Verb} */
async function showSetup({ electron, tensorflow }) {
  console.log(
    `Set up: Electron ${electron.version} (${electron.kind}), TensorFlow (${tensorflow.kind}). More: npm run doctor`,
  );
  return 0;
}

/** `npm run dev`: the window with hot reload. @type {Verb} */
async function dev({ electron }, args) {
  const { electronEnvironment } = await import('./setup/electron.mjs');
  const { anyDisplay } = await import('./setup/display.mjs');
  const display = await anyDisplay();
  const noSandbox = process.getuid?.() === 0 ? ['--noSandbox'] : [];
  const env = { TF_CPP_MIN_LOG_LEVEL: '2', ...electronEnvironment(electron), ...display.env };
  const status = await runNode([TOOL.electronVite, 'dev', ...noSandbox, ...args], { env });
  display.stop();
  return status;
}

async function main([verb, ...args]) {
  if (!verb || !Object.hasOwn(VERBS, verb)) {
    console.error(`usage: node scripts/run.mjs ${Object.keys(VERBS).join(' | ')}`);
    return 2;
  }
  // The doctor has something to say also where set-up fails.
  const setup = verb === 'doctor' ? undefined : await setUp();
  return (await VERBS[verb]())(setup, args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`\n${error.message}\n`);
  process.exitCode = 1;
}

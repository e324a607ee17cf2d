import { build } from './build.mjs';
import { runNode } from './child.mjs';
import { at } from './paths.mjs';
import { anyDisplay, privateDisplay } from './setup/display.mjs';
import { electronEnvironment } from './setup/electron.mjs';
import { findNode24 } from './setup/node-24.mjs';
import { inWords, report, runStages, STATIC_CHECKS, sum } from './stages.mjs';
import { runVitest } from './vitest.mjs';

const CONFIG = {
  unit: 'test/vitest.unit.config.ts',
  e2e: 'test/vitest.e2e.config.ts',
  long: 'test/vitest.long.config.ts',
};
/** Left out there: the debugger stands on the engine, and asks little of Node itself. */
const AGNOSTIC = 'test/main/training/{debug,commands-fuzz}/**';
const NOTHING = { passed: 0, failed: 0 };

const heading = (text) => console.log(`\n── ${text}`);

/** Prints the sum as the last line and gives the exit status. */
function conclude(score) {
  console.log(`\n${inWords(score)}`);
  return score.failed === 0 ? 0 : 1;
}

async function staticChecks() {
  heading('checks');
  return runStages(STATIC_CHECKS);
}

async function unitTests(args = []) {
  heading('unit tests');
  return runVitest(CONFIG.unit, { args });
}

async function engineOnNode24() {
  const node = await findNode24();
  heading(`engine tests on the Node of Electron 45${'version' in node ? ` (${node.version})` : ''}`);
  if ('why' in node) {
    console.log(`not run: ${node.why}`);
    return NOTHING;
  }
  return runVitest(CONFIG.unit, { node: node.executable, args: ['test/main/training', '--exclude', AGNOSTIC] });
}

async function buildStage() {
  heading('build');
  const started = performance.now();
  const { status, output } = await build();
  return report('build', status === 0, output, started);
}

async function windowTests(setup, config, title, options) {
  const built = await buildStage();
  if (built.failed > 0) return built;
  heading(title);
  return sum([built, await runVitest(config, { ...options, env: electronEnvironment(setup.electron) })]);
}

/** `npm run check`: everything that needs no window. */
export const check = async () => conclude(sum([await staticChecks(), await unitTests()]));

/** `npm test`: everything but the long runs. A stage that fails does not keep the others from running. */
export async function test(setup, args) {
  const scores = [await staticChecks(), await unitTests(args), await engineOnNode24()];
  scores.push(await windowTests(setup, CONFIG.e2e, 'end-to-end tests in Electron', { args }));
  return conclude(sum(scores));
}

/** `npm run test:unit` */
export const testUnit = async (_setup, args) => conclude(await unitTests(args));

/** `npm run test:e2e` */
export const testE2e = async (setup, args) =>
  conclude(await windowTests(setup, CONFIG.e2e, 'end-to-end tests in Electron', { args }));

/** `npm run test:long`: tests of minutes, each told when it is over. */
export const testLong = async (setup, args) =>
  conclude(await windowTests(setup, CONFIG.long, 'long runs', { args, reporter: 'verbose' }));

/**
 * Runs a script that drives the built app.
 * @param {string} script path inside the clone
 */
export const driveApp = (script) => async (setup, args) => {
  const built = await buildStage();
  if (built.failed > 0) return 1;
  const display = await (args.includes('--own-screen') ? anyDisplay() : privateDisplay());
  const env = { TF_CPP_MIN_LOG_LEVEL: '2', ...electronEnvironment(setup.electron), ...display.env };
  try {
    return await runNode([at(script), ...args], { env });
  } finally {
    display.stop();
  }
};

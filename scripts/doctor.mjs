import { captureProgram } from './child.mjs';
import { computerFacts, setupFacts, untestedHere } from './doctor/facts.mjs';
import { at } from './paths.mjs';
import { setUp } from './setup/index.mjs';
import { thisMachine } from './setup/machine.mjs';
import { SetupError } from './setup/say.mjs';

const COLUMNS = 3;
const FIRST = 'this Node';

/** @param {import('./doctor/facts.mjs').Fact[]} facts */
function print(title, facts) {
  console.log(`\n${title}`);
  for (const [label, value] of facts) console.log(`  ${label.padEnd(18)}${value}`);
}

/**
 * `npm run doctor`: what was found, what was chosen, and whether every kernel works. It tells what it can also
 * where set-up fails.
 * @returns {Promise<number>} 1 if set-up or a kernel failed
 */
export async function doctor() {
  print('This computer', computerFacts(thisMachine));
  const setup = await setUp().catch((error) => {
    if (!(error instanceof SetupError)) throw error;
    console.log(`\nSet-up fails here\n  ${error.message.replaceAll('\n', '\n  ')}`);
    return undefined;
  });
  if (!setup) return 1;
  print('Set up', await setupFacts(thisMachine, setup));
  const problems = [
    ...(await selfTest(FIRST, process.execPath, {})),
    ...(await selfTest("Electron's Node", setup.electron.executable, { ELECTRON_RUN_AS_NODE: '1' })),
  ];
  console.log('\nNot tried, so untested here');
  for (const branch of untestedHere(thisMachine, setup)) console.log(`  ${branch}`);
  console.log(problems.length === 0 ? '\nEverything works.' : `\nDoes not work: ${problems.join(', ')}`);
  return problems.length === 0 ? 0 : 1;
}

/**
 * Reads what a self-test printed: the facts first, then a line for each kernel.
 * @param {string} output
 * @returns {{ facts?: object, kernels: { kernel: string, problem?: string }[] }}
 */
export function readSelfTest(output) {
  const lines = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  return { facts: lines.find((line) => 'runtime' in line), kernels: lines.filter((line) => 'kernel' in line) };
}

async function selfTest(title, executable, env) {
  const script = at('scripts', 'doctor', 'self-test.mjs');
  const { status, output } = await captureProgram(executable, [script], { env: { TF_CPP_MIN_LOG_LEVEL: '2', ...env } });
  const { facts, kernels } = readSelfTest(output);
  const about = facts
    ? `${facts.runtime}${facts.chrome ? ` (Chrome ${facts.chrome}, Node ${facts.node})` : ''}, Node-API ${facts.napi}, TensorFlow ${facts.libtensorflow}`
    : '';
  console.log(`\nKernels in ${title}: ${about}`);
  if (title === FIRST) printTable(kernels);
  else console.log(`  ${kernels.filter(({ problem }) => !problem).length} of ${kernels.length} right`);
  const failed = kernels.filter(({ problem }) => problem);
  for (const { kernel, problem } of failed) console.log(`  ${kernel}: ${problem}`);
  if (status === 0) return failed.map(({ kernel }) => `${kernel} (${title})`);
  console.log(
    `  The test ended with code ${status} after ${kernels.at(-1)?.kernel ?? 'nothing'}.\n${output.slice(-1000)}`,
  );
  return [...failed.map(({ kernel }) => kernel), `the self-test in ${title}`];
}

function printTable(kernels) {
  const cells = kernels.map(({ kernel, problem }) => `${problem ? 'FAIL' : 'ok  '} ${kernel}`);
  const width = Math.max(0, ...cells.map((cell) => cell.length)) + 2;
  for (let i = 0; i < cells.length; i += COLUMNS) {
    console.log(
      `  ${cells
        .slice(i, i + COLUMNS)
        .map((cell) => cell.padEnd(width))
        .join('')
        .trimEnd()}`,
    );
  }
}

import { captureProgram } from './child.mjs';
import { TOOL } from './paths.mjs';

/**
 * One thing that passes or fails as a whole.
 * @typedef {{ name: string, args: string[] }} Stage
 * @typedef {{ passed: number, failed: number }} Score
 */

const tsc = (project) => ({ name: `types: ${project}`, args: [TOOL.tsc, '--noEmit', '-p', project] });

/** @type {Stage[]} The slow ones first, so that the two lanes end together. */
export const STATIC_CHECKS = [
  { name: 'lint', args: [TOOL.eslint, '.', '--max-warnings', '0'] },
  tsc('main'),
  tsc('renderer'),
  tsc('test'),
  tsc('examples'),
  tsc('main/tsconfig.electron-33.json'),
  { name: 'import boundaries', args: [TOOL.depcruise, 'main', 'renderer', 'examples'] },
  { name: 'format', args: [TOOL.prettier, '--check', '--log-level', 'warn', '.'] },
];

/** @param {Score[]} scores @returns {Score} */
export const sum = (scores) =>
  scores.reduce((all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }), {
    passed: 0,
    failed: 0,
  });

/** @param {Score} score */
export const inWords = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

/**
 * Runs stages two at a time and tells of each as it ends; what a stage printed is shown if it failed.
 * @param {Stage[]} stages
 * @returns {Promise<Score>}
 */
export async function runStages(stages, capture = captureProgram, write = console.log) {
  const waiting = [...stages];
  const scores = [];
  const lane = async () => {
    for (let stage; (stage = waiting.shift());) scores.push(await runStage(stage, capture, write));
  };
  await Promise.all([lane(), lane()]);
  return sum(scores);
}

async function runStage({ name, args }, capture, write) {
  const started = performance.now();
  const { status, output } = await capture(process.execPath, args);
  return report(name, status === 0, output, started, write);
}

/**
 * @param {string} name
 * @param {boolean} isRight
 * @param {string} output shown if it failed
 * @param {number} [started] on the clock of `performance.now()`, for what takes time
 * @returns {Score}
 */
export function report(name, isRight, output, started, write = console.log) {
  const took = started === undefined ? '' : ` (${((performance.now() - started) / 1000).toFixed(1)}s)`;
  write(`${isRight ? '✓' : '✗'} ${name}${took}`);
  if (!isRight && output.trim()) write(output.trimEnd().replace(/^/gm, '    '));
  return isRight ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

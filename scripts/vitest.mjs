import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runProgram } from './child.mjs';
import { TOOL } from './paths.mjs';

/**
 * Counts what Vitest's JSON report says. A file that could not be loaded and an error outside of any test count as
 * one failure each: neither may look like success.
 * @param {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: unknown[] }[] } | undefined} report
 * @param {number} status exit status of Vitest
 * @returns {import('./stages.mjs').Score}
 */
export function scoreOf(report, status) {
  if (!report) return { passed: 0, failed: 1 };
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + broken;
  return { passed: report.numPassedTests, failed: status !== 0 && failed === 0 ? 1 : failed };
}

/**
 * Runs Vitest and counts its tests.
 * @param {string} config
 * @param {{ args?: string[], env?: Record<string, string>, node?: string, reporter?: string }} options `node`: another
 * Node to run on; `reporter`: who tells of the tests in the terminal
 * @returns {Promise<import('./stages.mjs').Score>}
 */
export async function runVitest(config, { args = [], env = {}, node = process.execPath, reporter = 'default' } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'batchpoint-vitest-'));
  const file = path.join(folder, 'report.json');
  const reporters = [`--reporter=${reporter}`, '--reporter=json', `--outputFile.json=${file}`];
  const allArgs = [TOOL.vitest, 'run', '--config', config, ...reporters, ...args];
  // What tests leave in the folder for temporary files goes with it. Some start programs as another user.
  fs.chmodSync(folder, 0o1777);
  const temporary = { TMPDIR: folder, TMP: folder, TEMP: folder };
  const status = await runProgram(node, allArgs, { env: { TF_CPP_MIN_LOG_LEVEL: '2', ...temporary, ...env } });
  try {
    return scoreOf(fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined, status);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { bundleBench } from './bundle.mjs';

/**
 * Runs a benchmark in TypeScript with the options of the command line, on two threads of TensorFlow unless the environment says
 * otherwise, and ends with its exit code.
 * @param {string} name of a file of this folder, without its ending
 */
export async function runBench(name) {
  const outfile = await bundleBench(name, `${name}-${process.pid}`);
  const env = { TF_NUM_INTRAOP_THREADS: '2', TF_NUM_INTEROP_THREADS: '-1', TF_CPP_MIN_LOG_LEVEL: '2', ...process.env };
  const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit', env });
  rmSync(outfile, { force: true });
  process.exit(status ?? 1);
}

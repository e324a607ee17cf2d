import path from 'node:path';
import { runNode } from './child.mjs';
import { at, ROOT } from './paths.mjs';

/**
 * `npm run golden -- DIR`: replays every recorded case of a folder, a line per case; the last line is
 * `N passed, N failed`.
 * @param {unknown} _setup
 * @param {string[]} args
 */
export async function golden(_setup, [folder = at('test', 'golden')]) {
  const { build } = await import('esbuild');
  const runner = at('.cache', 'golden', `run-${process.pid}.mjs`);
  await build({
    entryPoints: [at('test', 'main', 'training', 'golden', 'run.ts')],
    outfile: runner,
    absWorkingDir: ROOT,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'error',
  });
  // A fixed thread count: TensorFlow's sums depend on how they are split.
  const env = { TF_CPP_MIN_LOG_LEVEL: '2', TF_NUM_INTRAOP_THREADS: '2' };
  try {
    return await runNode(['--enable-source-maps', runner, path.resolve(process.env.INIT_CWD ?? '.', folder)], { env });
  } finally {
    const { rmSync } = await import('node:fs');
    rmSync(runner, { force: true });
  }
}

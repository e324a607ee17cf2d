// `node test/bench/sentinel.mjs [ROUNDS]`: what it costs a training step to be guarded against NaN, plain and guarded
// steps by turns.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const outfile = join(import.meta.dirname, '../../node_modules/.sentinel-bench.mjs');
await build({
  entryPoints: [join(import.meta.dirname, 'sentinel.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
});
rmSync(outfile);
process.exit(status ?? 1);

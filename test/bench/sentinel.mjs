// `node test/bench/sentinel.mjs [ROUNDS]`: what it costs a training step to be guarded against NaN, plain and guarded
// steps by turns.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { bundleBench } from './bundle.mjs';

const outfile = await bundleBench('sentinel', `sentinel-${process.pid}`);
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
});
rmSync(outfile);
process.exit(status ?? 1);

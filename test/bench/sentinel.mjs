// `npm run bench:sentinel [-- --rounds N --only WORD]`: what it costs a training step to be guarded against NaN; plain and
// guarded steps by turns. Exits 1 if that is surely more than 3 % of a step.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { bundleBench } from './bundle.mjs';

const outfile = await bundleBench('sentinel', `sentinel-${process.pid}`);
const env = { TF_NUM_INTRAOP_THREADS: '2', TF_NUM_INTEROP_THREADS: '-1', TF_CPP_MIN_LOG_LEVEL: '2', ...process.env };
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit', env });
rmSync(outfile);
process.exit(status ?? 1);

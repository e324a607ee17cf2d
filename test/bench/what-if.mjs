// `npm run bench:what-if [-- --times N --only WORD]`: what it takes to compare variants of a step. Exits 1 if that is more than five
// steps and 100 ms.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { bundleBench } from './bundle.mjs';

const outfile = await bundleBench('what-if', `what-if-${process.pid}`);
const env = { TF_NUM_INTRAOP_THREADS: '2', TF_NUM_INTEROP_THREADS: '-1', TF_CPP_MIN_LOG_LEVEL: '2', ...process.env };
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit', env });
rmSync(outfile, { force: true });
process.exit(status ?? 1);

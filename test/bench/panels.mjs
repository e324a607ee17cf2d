// `npm run bench:panels [-- --pairs N --seconds N --open-rounds N --only WORD]`: what it costs a training that somebody looks on, with the
// layers panel closed and open, in percent of its time. Exits 1 if that is surely more than 1 % and more than 15 %.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { bundleBench } from './bundle.mjs';

const outfile = await bundleBench('panels', `panels-${process.pid}`);
const env = { TF_NUM_INTRAOP_THREADS: '2', TF_NUM_INTEROP_THREADS: '-1', TF_CPP_MIN_LOG_LEVEL: '2', ...process.env };
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit', env });
rmSync(outfile, { force: true });
process.exit(status ?? 1);

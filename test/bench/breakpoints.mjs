// `npm run bench:breakpoints [-- --rounds N --only WORD]`: what 20 breakpoint conditions cost a training step, in percent; judged before
// the commit and after it.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { bundleBench } from './bundle.mjs';

const outfile = await bundleBench('breakpoints', `breakpoints-${process.pid}`);
const env = { TF_NUM_INTRAOP_THREADS: '2', TF_NUM_INTEROP_THREADS: '-1', TF_CPP_MIN_LOG_LEVEL: '2', ...process.env };
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit', env });
rmSync(outfile, { force: true });
process.exit(status ?? 1);

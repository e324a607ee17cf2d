// `npm run bench:overlap [-- --rounds 9] [--steps 20] [--threads 2]`: what it buys to train in another thread while the
// next batch is made, for a generator in JavaScript and a folder of pictures; with and without by turns.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { bundleBench } from './bundle.mjs';
import { readOptions } from './options.mjs';
import { median } from './train/race.mjs';

const { threads, rounds, steps } = readOptions({ rounds: 9, steps: 20, threads: Math.min(8, availableParallelism()) });
const loadBefore = loadavg()[0];
const outfile = await bundleBench('overlap', `overlap-${process.pid}`);
const { status, stdout } = spawnSync(process.execPath, [outfile, ...[threads, rounds, steps].map(String)], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
});
rmSync(outfile);
let areAllSame = status === 0;
for (const line of stdout.trim().split('\n')) {
  const { name, turns, isSame } = JSON.parse(line);
  const [alone, apart] = [0, 1].map((at) => turns.map((turn) => turn[at]));
  const ratio = median(turns.map(([one, other]) => other / one));
  const text = [alone, apart].map((each) => `${median(each).toFixed(2)} (least ${Math.min(...each).toFixed(2)})`);
  areAllSame &&= isSame;
  console.log(
    `${name}: ${text[0]} ms a step in one thread, ${text[1]} in two, ratio ${ratio.toFixed(2)}, losses ${isSame ? 'the same' : 'DIFFER'}`,
  );
}
console.log(`Load before: ${loadBefore.toFixed(2)}; two threads gain nothing where the cores have other work.`);
process.exitCode = areAllSame ? 0 : 1;

// `npm run bench:what-if [-- --times N --only WORD]`: what it takes to compare variants of a step. Exits 1 if that is more than five
// steps and 100 ms.
import { runBench } from './run-bench.mjs';

await runBench('what-if');

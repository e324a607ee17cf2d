// `npm run bench:sentinel [-- --rounds N --only WORD]`: what it costs a training step to be guarded against NaN; plain and
// guarded steps by turns. Exits 1 if that is surely more than 3 % of a step.
import { runBench } from './run-bench.mjs';

await runBench('sentinel');

// `npm run bench:panels [-- --pairs N --seconds N --open-rounds N --only WORD]`: what it costs a training that somebody looks on, with the
// layers panel closed and open, in percent of its time. Exits 1 if that is surely more than 1 % and more than 15 %.
import { runBench } from './run-bench.mjs';

await runBench('panels');

// `npm run bench:breakpoints [-- --rounds N --only WORD]`: what 20 breakpoint conditions cost a training step, in percent; judged before
// the commit and after it.
import { runBench } from './run-bench.mjs';

await runBench('breakpoints');

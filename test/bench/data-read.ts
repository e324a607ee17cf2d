// A child of the data benchmark: reads a CSV file in order, as batches, and says how long it took.
import { csv } from '../../main/training/data/csv/csv';

const file = process.argv[2]!;
const started = performance.now();
const source = csv({ file, target: 'y', batchSize: 4096 });
const opened = performance.now();
let rows = 0;
let sum = 0;
for (let batch = 0; batch < source.length; batch += 1) {
  const [x, y] = await source.item(batch);
  for (const { values } of [x, y]) for (let at = 0; at < values.length; at += 1) sum += values[at]!;
  rows += y.values.length;
}
const seconds = (performance.now() - started) / 1000;
const peak = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ seconds, rows, sum, peak, opening: (opened - started) / 1000 }));

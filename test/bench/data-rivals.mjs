// A child of the data benchmark: the same work by csv-parse or papaparse. It is copied to where these are installed.
import { createReadStream } from 'node:fs';

const [, , name, file] = process.argv;
const columns = 11;
const batchRows = 4096;
let rows = 0;
let sum = 0;
let batch = new Float32Array(batchRows * columns);
let inBatch = 0;

function endBatch() {
  for (let at = 0; at < inBatch * columns; at += 1) sum += batch[at];
  rows += inBatch;
  batch = new Float32Array(batchRows * columns);
  inBatch = 0;
}

function take(fields) {
  for (let column = 0; column < columns; column += 1) batch[inBatch * columns + column] = Number(fields[column]);
  inBatch += 1;
  if (inBatch === batchRows) endBatch();
}

const readers = {
  async 'csv-parse'(stream) {
    const { parse } = await import('csv-parse');
    const parser = stream.pipe(parse({ from_line: 2 }));
    parser.on('data', take);
    await new Promise((resolve, reject) => parser.on('end', resolve).on('error', reject));
  },
  async papaparse(stream) {
    const { default: papa } = await import('papaparse');
    let isFirst = true;
    await new Promise((resolve, reject) => {
      papa.parse(stream, {
        delimiter: ',',
        newline: '\n',
        skipEmptyLines: true,
        chunk({ data }) {
          data.forEach((fields) => (isFirst ? (isFirst = false) : take(fields)));
        },
        complete: resolve,
        error: reject,
      });
    });
  },
};

const started = performance.now();
await readers[name](
  createReadStream(file, { highWaterMark: 1 << 20, ...(name === 'papaparse' && { encoding: 'utf8' }) }),
);
if (inBatch > 0) endBatch();
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, rows, sum, peak: process.resourceUsage().maxRSS * 1024 }));

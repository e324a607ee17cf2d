// Runs in a process of its own, in Node or in Electron's Node, so that a kernel that crashes is a result too. Prints
// one JSON line for the facts and one for each kernel, as each is done.
import { createRequire } from 'node:module';
import util from 'node:util';
import { kernelChecks } from './kernels.mjs';

const TOLERANCE = 1e-5;

util.isNullOrUndefined ??= (value) => value === null || value === undefined;
const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs-node');
const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const isNear = (got, expected) => Math.abs(got - expected) <= TOLERANCE * Math.max(1, Math.abs(expected));

function check({ run, expected }) {
  try {
    const got = [...tf.tidy(run).dataSync()];
    const isRight = got.length === expected.length && got.every((value, i) => isNear(value, expected[i]));
    return isRight ? {} : { problem: `expected ${expected.join(' ')}, got ${got.join(' ')}` };
  } catch (error) {
    return { problem: error.message.split('\n')[0] };
  }
}

tell({
  runtime: process.versions.electron ? `Electron ${process.versions.electron}` : `Node ${process.versions.node}`,
  node: process.versions.node,
  chrome: process.versions.chrome,
  napi: process.versions.napi,
  libtensorflow: tf.version_core && require('@tensorflow/tfjs-node').backend().binding.TF_Version,
  tfjs: tf.version,
});
for (const kernel of kernelChecks(tf)) tell({ kernel: kernel.name, ...check(kernel) });

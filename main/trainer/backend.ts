import util from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { setBackend } from '@tensorflow/tfjs-core';

process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
// Operations run on the calling thread, one after the other: handing one to another thread costs more than most of them
// take. The binding also frees JavaScript's memory on the thread that runs an operation: on another, V8 crashes later.
process.env['TF_NUM_INTEROP_THREADS'] = '-1';

// V8 learns to allocate the lists of a step's operations in the old generation. Dead ones there keep all that they list
// alive until the next full collection: memory would swing by megabytes.
setFlagsFromString('--no-allocation-site-pretenuring');
// A function that a step calls once is compiled to machine code only after thousands of steps, and the memory for that
// looks like a leak. A third of V8's interrupt budget gets it done sooner. Later versions of V8 count calls instead.
if (Number.parseInt(process.versions.v8, 10) < 12) setFlagsFromString('--interrupt-budget=50000');

// Kernels of tfjs-node call these two, which newer versions of Node have removed.
const olderUtil = util as { isNullOrUndefined?: (value: unknown) => boolean; isArray?: (value: unknown) => boolean };
olderUtil.isNullOrUndefined ??= (value) => value === null || value === undefined;
olderUtil.isArray ??= (value) => Array.isArray(value);

// Loaded only now: the library reads its environment once, while it loads.
const { version } = await import('@tensorflow/tfjs-node');
await setBackend('tensorflow');
// They replace kernels that the library has just brought.
const { tensorflowVersion } = await import('./kernels');

/** Versions of TensorFlow and TensorFlow.js, for the record of a run. */
export function versions(): { readonly tensorflow: string; readonly tfjs: string } {
  return { tensorflow: tensorflowVersion(), tfjs: version.tfjs };
}

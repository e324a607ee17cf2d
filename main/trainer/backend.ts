import util from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { setBackend } from '@tensorflow/tfjs-core';

process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
// Operations run on the thread that calls, one after the other: handing them on costs more than most of them. And the
// binding lets go of JavaScript's memory on the thread that runs an operation: on another, V8 crashes later on.
process.env['TF_NUM_INTEROP_THREADS'] = '-1';

// V8 comes to take the lists of a step's operations for long-lived and makes them among old objects. Dead ones there hold
// on to all that they list until the next full collection: memory would swing by megabytes.
setFlagsFromString('--no-allocation-site-pretenuring');
// What a step calls once becomes machine code after some thousand steps, and the memory that takes looks like a leak:
// at a third of V8's budget it is over sooner. Later V8s count calls instead.
if (Number.parseInt(process.versions.v8, 10) < 12) setFlagsFromString('--interrupt-budget=50000');

// Kernels of tfjs-node call these two; newer Nodes have taken them away.
const olderUtil = util as { isNullOrUndefined?: (value: unknown) => boolean; isArray?: (value: unknown) => boolean };
olderUtil.isNullOrUndefined ??= (value) => value === null || value === undefined;
olderUtil.isArray ??= (value) => Array.isArray(value);

// Loaded only now: the library reads its environment once, while it loads.
const { version } = await import('@tensorflow/tfjs-node');
await setBackend('tensorflow');
// They replace kernels that the library has just brought.
const { tensorflowVersion } = await import('./kernels');

/** Versions of what computes, for the record of a run. */
export function versions(): { readonly tensorflow: string; readonly tfjs: string } {
  return { tensorflow: tensorflowVersion(), tfjs: version.tfjs };
}

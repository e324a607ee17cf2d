import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { untilChanged } from '../../../../main/training/compiled-step/until-changed';

/** Notifies of a change that was made before, as a thread does that is interrupted in between; then makes the next one. */
const lateNotice = `
  const { parentPort, workerData: cells } = require('node:worker_threads');
  parentPort.postMessage('ready');
  const pause = () => Atomics.wait(cells, 1, 0, 30);
  while (Atomics.notify(cells, 0) === 0) pause();
  pause();
  Atomics.store(cells, 0, 2);
  Atomics.notify(cells, 0);
`;

describe('untilChanged', () => {
  it('is not taken in by the late notice of a change before', async () => {
    const cells = new Int32Array(new SharedArrayBuffer(8));
    cells[0] = 1;
    const worker = new Worker(lateNotice, { eval: true, workerData: cells });
    await once(worker, 'message');
    expect(untilChanged(cells, 0, 1, 10_000)).toBe(true);
    expect(cells[0]).toBe(2);
    await worker.terminate();
  });

  it('does not wait where there is another value, and gives up when its patience is over', () => {
    const cells = new Int32Array(new SharedArrayBuffer(8));
    expect(untilChanged(cells, 0, 1)).toBe(true);
    expect(untilChanged(cells, 0, 0, 1)).toBe(false);
  });
});

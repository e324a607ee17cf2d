import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeptRun } from '../../../../main/training/session/kept-run';
import { readSavedRun, type SavedRun } from '../../../../main/training/session/saved-run';

const runAt = (step: number): SavedRun => ({ step, models: {}, position: { epoch: 0, batch: step } });

let parent = '';
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'batchpoint-kept-'));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(parent, { recursive: true });
});

function build({ costMs = 0, folder = join(parent, 'run') } = {}) {
  let time = 0;
  let step = 0;
  const steps: number[] = [];
  const told: string[] = [];
  const troubles: unknown[] = [];
  const kept = new KeptRun(
    {
      folder,
      keeping: () => told.push('keeping'),
      kept: (at) => {
        steps.push(at);
        told.push('kept');
      },
      saved: () => runAt(step),
      now: () => (time += costMs),
      onTrouble: (error) => troubles.push(error),
    },
    0,
  );
  return { kept, steps, told, troubles, folder, trainTo: (to: number) => (step = to) };
}

describe('a run that keeps itself', () => {
  it('is due after five seconds of training, then after thirty, and holds the newest state', async () => {
    const { kept, steps, told, folder, trainTo } = build();
    kept.begin();
    vi.advanceTimersByTime(4999);
    expect(kept.isDue).toBe(false);
    vi.advanceTimersByTime(1);
    expect(kept.isDue).toBe(true);
    trainTo(7);
    await kept.write();
    expect(await readSavedRun(folder)).toEqual({ ...runAt(7), folder });
    vi.advanceTimersByTime(29_999);
    expect(kept.isDue).toBe(false);
    vi.advanceTimersByTime(1);
    expect(kept.isDue).toBe(true);
    trainTo(90);
    await kept.write();
    expect(steps).toEqual([7, 90]);
    expect(told).toEqual(['keeping', 'kept', 'keeping', 'kept']);
    expect((await readSavedRun(folder)).step).toBe(90);
  });

  it('takes one two-hundredth of the time at most', async () => {
    const { kept, trainTo } = build({ costMs: 1000 });
    trainTo(7);
    await kept.write();
    vi.advanceTimersByTime(199_999);
    expect(kept.isDue).toBe(false);
    vi.advanceTimersByTime(1);
    expect(kept.isDue).toBe(true);
  });

  it('is written where it stands, once it has stood for half a second, and only if it has trained', async () => {
    const { kept, steps, trainTo } = build();
    trainTo(3);
    kept.rested();
    vi.advanceTimersByTime(400);
    trainTo(4);
    kept.rested();
    vi.advanceTimersByTime(400);
    expect(steps).toEqual([]);
    vi.advanceTimersByTime(100);
    await vi.waitFor(() => expect(steps).toEqual([4]));
    await kept.write();
    expect(steps).toEqual([4]);
  });

  it('is due at once, at whatever step, when it has parted from the line that is in the folder', async () => {
    const { kept, steps, trainTo } = build();
    trainTo(8);
    await kept.write();
    kept.parted();
    expect(kept.isDue).toBe(true);
    await kept.write();
    expect(steps).toEqual([8, 8]);
    expect(kept.isDue).toBe(false);
  });

  it('says once that the folder can’t be written, and tries again later', async () => {
    const file = join(parent, 'file');
    writeFileSync(file, '');
    const { kept, steps, troubles, trainTo } = build({ folder: join(file, 'run') });
    for (const step of [1, 2]) {
      trainTo(step);
      await kept.write();
    }
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toMatchObject({ code: 'write-failed' });
    rmSync(file);
    await kept.write();
    expect(steps).toEqual([2]);
  });
});

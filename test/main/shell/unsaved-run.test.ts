import type { BrowserWindow } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SaveResult } from '../../../main/contract/ipc';
import type { RunState } from '../../../main/contract/run-state';
import { UnsavedRun } from '../../../main/unsaved-run';

const asked = vi.hoisted((): { message: string; buttons: readonly string[] }[] => []);
let answer = '';
vi.mock('electron', () => ({
  app: {},
  dialog: {
    showMessageBox: (_window: unknown, { message, buttons }: { message: string; buttons: readonly string[] }) => {
      asked.push({ message, buttons });
      return Promise.resolve({ response: buttons.findIndex((words) => words.startsWith(answer)) });
    },
  },
}));

const running = { status: 'running', step: 0, pauseRequested: false } as const;
const paused = { status: 'paused', step: 12, at: 'between-batches', why: { kind: 'asked' } } as const;

function build({ isAttended = true, result = { outcome: 'cancelled' } as SaveResult } = {}) {
  let [ms, minimised, saves] = [0, 0, 0];
  const run: UnsavedRun = new UnsavedRun({
    window: { minimize: () => (minimised += 1) } as unknown as BrowserWindow,
    language: () => 'en',
    isAttended,
    save: () => {
      saves += 1;
      run.hear(paused);
      if (result.outcome === 'saved') run.saved();
      return Promise.resolve(result);
    },
    now: () => ms,
  });
  const hear = (...states: readonly RunState[]) => states.forEach((state) => run.hear(state));
  const at = (seconds: number) => (ms = seconds * 1000);
  return { run, hear, at, counts: () => ({ minimised, saves }) };
}

beforeEach(() => {
  asked.length = 0;
  answer = 'Cancel';
});

describe('UnsavedRun', () => {
  const nothingLost: readonly RunState[] = [
    { status: 'empty' },
    { status: 'ready', step: 0 },
    { ...paused, step: 0 },
    { status: 'finished', step: 9 },
    { status: 'stopped', step: 9 },
  ];

  it.each(nothingLost)('ends without a question at $status, $step', async (state) => {
    const { run, hear, at } = build();
    hear(running, state);
    at(3600);
    for (const ending of ['window', 'experiment', 'restart'] as const) expect(await run.mayEnd(ending)).toBe(true);
    expect(asked).toEqual([]);
  });

  const underWay: readonly RunState[] = [
    running,
    paused,
    { ...paused, step: 0, head: 12 },
    { status: 'moving', step: 12, target: 3 },
    { status: 'stopping', step: 12 },
  ];

  it.each(underWay)('stays at $status unless the person ends it', async (state) => {
    const { run, hear } = build();
    hear(state);
    for (const ending of ['window', 'experiment'] as const) {
      answer = 'Cancel';
      expect(await run.mayEnd(ending)).toBe(false);
      answer = ending === 'window' ? 'Quit without' : 'Close without';
      expect(await run.mayEnd(ending)).toBe(true);
    }
    expect(asked).toHaveLength(4);
  });

  it('is begun anew without a question as long as it is tried out', async () => {
    const { run, hear, at } = build();
    hear(running);
    at(60);
    expect(await run.mayEnd('restart')).toBe(true);
    at(61);
    expect(await run.mayEnd('restart')).toBe(false);
    expect(asked.map(({ buttons }) => buttons)).toEqual([['Save and restart…', 'Restart without saving', 'Cancel']]);
    hear({ status: 'loading', file: '/a.ts' }, running);
    expect(await run.mayEnd('restart')).toBe(true);
  });

  it('goes on in the background only without its window', async () => {
    const { run, hear, counts } = build();
    hear(running);
    answer = 'Keep training in the background';
    expect(await run.mayEnd('window')).toBe(false);
    expect(counts().minimised).toBe(1);
    await run.mayEnd('experiment');
    expect(asked[1]?.buttons).toEqual(['Save and close…', 'Close without saving', 'Cancel']);
  });

  it('ends once it is saved, and is not asked about again where it stands', async () => {
    answer = 'Save';
    const kept = build({ result: { outcome: 'saved', path: '/kept' } });
    kept.hear(running);
    expect(await kept.run.mayEnd('experiment')).toBe(true);
    expect(await kept.run.mayEnd('window')).toBe(true);
    expect(asked).toHaveLength(1);
    kept.hear({ ...paused, step: 13 });
    await kept.run.mayEnd('window');
    expect(asked).toHaveLength(2);
  });

  it('stays if it could not be saved, and says why', async () => {
    answer = 'Save';
    const { run, hear } = build({ result: { outcome: 'failed', error: { code: 'no-answer', values: {} } } });
    hear(running);
    expect(await run.mayEnd('experiment')).toBe(false);
    expect(asked).toHaveLength(2);
    const cancelled = build();
    cancelled.hear(running);
    expect(await cancelled.run.mayEnd('experiment')).toBe(false);
  });

  it('asks one question at a time, and none where nobody is', async () => {
    const { run, hear } = build();
    hear(running);
    expect(await Promise.all([run.mayEnd('experiment'), run.mayEnd('restart'), run.mayEnd('window')])).toEqual([
      false,
      true,
      false,
    ]);
    expect(asked).toHaveLength(1);
    const alone = build({ isAttended: false });
    alone.hear(running);
    expect(await alone.run.mayEnd('experiment')).toBe(true);
  });
});

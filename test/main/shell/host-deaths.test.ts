import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { deathsFile, deathsOf } from '../../../main/contract/death';
import { nth, running, saved, started } from './host-fixture';

describe('the death of a process', () => {
  it('is kept beside the run, for whatever goes on with it, and no longer', () => {
    const { host, processes, keepFolder } = started();
    const { listener } = nth(processes, 1);
    listener.onReport({ kind: 'saved', saved: saved(keepFolder, 40) });
    listener.onReport({ kind: 'progress', step: 47 });
    listener.onExit(9);
    host.resume();
    nth(processes, 2).listener.onExit(6);
    const deaths: unknown = JSON.parse(readFileSync(join(keepFolder, deathsFile), 'utf8'));
    const exited = { code: 'trainer-exited', values: { exitCode: 9, signal: 'SIGKILL', step: 47 } };
    expect(deaths).toMatchObject([
      { time: 1_700_000_000_000, step: 47, error: exited },
      { step: 40, error: { code: 'trainer-not-started' } },
    ]);
    expect(deathsOf(deaths)).toEqual(deaths);
    host.restart(true);
    const third = nth(processes, 3);
    const folder = third.sent[0]!.keepFolder!;
    third.listener.onReport({ kind: 'state', state: running });
    third.listener.onReport({ kind: 'saved', saved: saved(folder, 5) });
    third.listener.onExit(9);
    expect(JSON.parse(readFileSync(join(folder, deathsFile), 'utf8'))).toHaveLength(1);
  });

  it('that can not be written keeps no run from going on', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { host, processes, keepFolder } = started();
    rmSync(keepFolder, { recursive: true });
    writeFileSync(keepFolder, 'no folder');
    const { listener } = nth(processes, 1);
    listener.onReport({ kind: 'saved', saved: saved(keepFolder, 40) });
    listener.onExit(9);
    host.resume();
    expect(host.state).toMatchObject({ status: 'loading', resumes: 40 });
    expect(log).toHaveBeenCalledTimes(1);
    log.mockRestore();
  });
});

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KeptRuns } from '../../../main/kept-runs';
import { openBell } from '../../../main/trainer/bell';
import type { TrainerHost } from '../../../main/trainer/host';
import { build, folder, itsBell, keptRuns, nth, request, running, saved, started } from './host-fixture';

describe('TrainerHost', () => {
  it('knows what a run is made of until another begins', () => {
    const { host, processes, sources } = build();
    host.open(request);
    const read = [{ path: '/a.ts', hash: '1f' }];
    nth(processes, 1).listener.onReport({ kind: 'sources', sources: read });
    expect(sources.at(-1)).toBe(read);
    host.restart(true);
    expect(sources.at(-1)).toEqual([]);
    nth(processes, 1).listener.onReport({ kind: 'sources', sources: read });
    expect(sources.at(-1)).toEqual([]);
  });

  it('starts a process for a file and tells it all that it needs', () => {
    const { host, processes, said } = build();
    host.open(request);
    expect(nth(processes, 1).sent).toEqual([
      {
        kind: 'start',
        run: 'run-1',
        file: '/a.ts',
        options: request.options,
        isTrusted: true,
        keepFolder: expect.stringContaining(keptRuns) as string,
        breakpoints: [],
        examplesFolder: '/examples',
        trustFile: '/trust.json',
        bellFile: itsBell,
        threads: 2,
        language: 'en',
      },
    ]);
    expect(nth(processes, 1).isQuiet).toBe(false);
    expect(said).toEqual([['loading', true]]);
  });

  it('rings for a process that listens, and does without a bell where none can be made', () => {
    const { host } = build();
    host.ring();
    host.open(request);
    const hasRung = openBell(itsBell)!;
    expect(hasRung()).toBe(false);
    host.ring();
    expect(hasRung()).toBe(true);
    const other = build({ bellFile: join(folder, 'nowhere', 'bell') });
    other.host.open(request);
    other.host.ring();
    expect(nth(other.processes, 1).sent[0]).not.toHaveProperty('bellFile');
  });

  it('gives a port to a page that has come, and to it again for each new process', () => {
    const { host, ports } = build();
    host.open(request);
    expect(ports).toEqual([]);
    expect(host.attach()).toEqual({ status: 'loading', file: '/a.ts' });
    expect(ports).toEqual([{ of: 1 }]);
    host.restart(true);
    expect(ports).toEqual([{ of: 1 }, { of: 2 }]);
    host.detach();
    host.restart(true);
    expect(ports).toHaveLength(2);
  });

  it('restarts in a fresh process with the same options', () => {
    const { host, processes } = build();
    host.open(request);
    host.restart(true);
    expect(processes.map(({ isKilled }) => isKilled)).toEqual([true, false]);
    expect(nth(processes, 2).sent[0]).toMatchObject({ file: '/a.ts', options: { ...request.options, autorun: true } });
    expect(nth(processes, 2).sent[0]?.run).not.toBe(nth(processes, 1).sent[0]?.run);
  });

  it('restarts with another seed, and keeps it', () => {
    const { host, processes } = build();
    host.open(request);
    host.restart(true, true);
    host.restart(false);
    const seeds = processes.map(({ sent }) => sent[0]?.options.seed);
    expect(seeds).toEqual([request.options.seed, 4711, 4711]);
  });

  it('says that a process died, where, and starts again on demand', () => {
    const { host, processes, said } = build();
    host.open(request);
    const { listener } = nth(processes, 1);
    listener.onReport({ kind: 'state', state: running });
    listener.onReport({ kind: 'progress', step: 41 });
    listener.onErrorOutput('malloc(): corrupted');
    listener.onExit(6);
    expect(host.state).toEqual({
      status: 'trainer-died',
      step: 41,
      error: {
        code: 'trainer-exited',
        values: { exitCode: 6, signal: 'SIGABRT', step: 41 },
        detail: 'malloc(): corrupted',
      },
    });
    expect(said.at(-1)).toEqual(['trainer-died', true]);
    host.restart(true);
    expect(host.state.status).toBe('loading');
    expect(processes).toHaveLength(2);
  });

  describe('a run that is kept on disk', () => {
    const backup = { step: 90, folder: '/backup', by: 'callback' } as const;

    it('goes on in a new process with what is on disk, as often as one dies', () => {
      const { host, processes, keepFolder } = started();
      const { listener } = nth(processes, 1);
      listener.onReport({ kind: 'saved', saved: backup });
      listener.onReport({ kind: 'saved', saved: saved(keepFolder, 40) });
      listener.onExit(9);
      expect(host.state).toMatchObject({ status: 'trainer-died', saved: saved(keepFolder, 40) });
      host.resume();
      expect(host.state).toEqual({ status: 'loading', file: '/a.ts', resumes: 40 });
      expect(nth(processes, 2).sent[0]).toMatchObject({
        run: 'run-2',
        options: { ...request.options, autorun: true },
        keepFolder,
        resume: { folder: keepFolder, after: { runs: ['run-1'], step: 40 } },
      });
      nth(processes, 2).listener.onExit(9);
      expect(host.state).toMatchObject({ status: 'trainer-died', step: 40, saved: saved(keepFolder, 40) });
      host.resume();
      expect(nth(processes, 3).sent[0]?.resume?.after?.runs).toEqual(['run-1', 'run-2']);
      expect(existsSync(keepFolder)).toBe(true);
      host.restart(true);
      expect(nth(processes, 4).sent[0]).not.toHaveProperty('resume');
      expect(nth(processes, 4).sent[0]?.keepFolder).not.toBe(keepFolder);
      expect(existsSync(keepFolder)).toBe(false);
    });

    it('is not lost where its code is broken when it is to go on, until it has trained again', () => {
      const { host, processes, keepFolder } = started();
      nth(processes, 1).listener.onReport({ kind: 'saved', saved: saved(keepFolder, 40) });
      nth(processes, 1).listener.onExit(9);
      host.resume();
      const error = { code: 'file-missing', values: { file: '/a.ts' } } as const;
      const failed = { status: 'failed', step: 0, file: '/a.ts', error } as const;
      nth(processes, 2).listener.onReport({ kind: 'state', state: failed });
      host.restart(false);
      expect(nth(processes, 2).isKilled).toBe(true);
      expect(nth(processes, 3).sent[0]).toMatchObject({
        options: { ...request.options, autorun: false },
        keepFolder,
        resume: { folder: keepFolder, after: { runs: ['run-1', 'run-2'], step: 40 } },
      });
      nth(processes, 3).listener.onReport({ kind: 'state', state: { status: 'ready', step: 40 } });
      host.restart(true);
      expect(nth(processes, 4).sent[0]).toMatchObject({ options: { autorun: true }, resume: { folder: keepFolder } });
      expect(existsSync(keepFolder)).toBe(true);
      nth(processes, 4).listener.onReport({ kind: 'state', state: { ...failed, step: 41 } });
      host.restart(true);
      expect(nth(processes, 5).sent[0]).not.toHaveProperty('resume');
      expect(existsSync(keepFolder)).toBe(false);
    });

    it('is not lost where its file is gone when it is to go on, and says from where it will', () => {
      const { host, processes, keepFolder, gone } = started();
      nth(processes, 1).listener.onReport({ kind: 'saved', saved: saved(keepFolder, 40) });
      nth(processes, 1).listener.onExit(9);
      gone.add('/a.ts');
      host.resume();
      const error = { code: 'file-missing', values: { file: '/a.ts' } };
      expect(host.state).toEqual({ status: 'failed', step: 40, file: '/a.ts', error, resumes: 40 });
      expect(processes).toHaveLength(1);
      host.restart(true);
      expect(host.state).toMatchObject({ status: 'failed', resumes: 40 });
      gone.delete('/a.ts');
      host.restart(true);
      expect(nth(processes, 2).sent[0]).toMatchObject({
        keepFolder,
        resume: { folder: keepFolder, after: { runs: ['run-1'], step: 40 } },
      });
      expect(existsSync(keepFolder)).toBe(true);
    });

    it('is there for the next start if the window is closed before it has gone on', () => {
      const { host, processes, keepFolder } = started();
      nth(processes, 1).listener.onReport({ kind: 'saved', saved: saved(keepFolder, 40) });
      nth(processes, 1).listener.onExit(9);
      host.dispose();
      expect(existsSync(keepFolder)).toBe(true);
      host.resume();
      nth(processes, 2).listener.onReport({ kind: 'state', state: { ...running, step: 40 } });
      host.dispose();
      expect(existsSync(keepFolder)).toBe(false);
    });

    it('is there for the next start if another is opened, or none, before it has gone on', () => {
      for (const end of [
        (host: TrainerHost) => host.close(),
        (host: TrainerHost) => host.open({ ...request, file: '/b.ts' }),
      ]) {
        const { host, processes, keepFolder } = started();
        nth(processes, 1).listener.onReport({ kind: 'saved', saved: saved(keepFolder, 40) });
        nth(processes, 1).listener.onExit(9);
        end(host);
        expect(existsSync(keepFolder)).toBe(true);
        // It is none of this app's runs any more.
        host.dispose();
        expect(existsSync(keepFolder)).toBe(true);
      }
    });

    it('is there for the next start if the system closes the window in the middle of it', () => {
      const { host, processes, keepFolder } = started();
      nth(processes, 1).listener.onReport({ kind: 'saved', saved: saved(keepFolder, 40) });
      host.dispose(true);
      expect(nth(processes, 1).isKilled).toBe(true);
      expect(existsSync(keepFolder)).toBe(true);
    });

    it('takes along what another app has left until there is a newer state, and leaves it for a restart', () => {
      const { host, processes } = build();
      const older = join(keptRuns, 'older');
      mkdirSync(older, { recursive: true });
      host.open({ ...request, resume: older });
      host.close();
      expect(existsSync(older)).toBe(true);
      host.open({ ...request, resume: older });
      const keep = (n: number) => {
        const { listener, sent } = nth(processes, n);
        const folderOfRun = sent[0]!.keepFolder!;
        mkdirSync(folderOfRun, { recursive: true });
        listener.onReport({ kind: 'saved', saved: saved(folderOfRun, 60) });
        return folderOfRun;
      };
      const newer = keep(2);
      expect(new KeptRuns(keptRuns).followedBy(newer)).toBe('older');
      host.restart(true);
      expect([older, newer].map((each) => existsSync(each))).toEqual([true, false]);
      expect(nth(processes, 3).sent[0]?.resume).toEqual({ folder: older });
      keep(3);
      host.close();
      expect(existsSync(older)).toBe(false);
    });

    it('never takes away what a person has saved', () => {
      const { host, processes } = build();
      const own = join(folder, 'own');
      mkdirSync(own);
      host.open({ ...request, resume: own });
      const { listener, sent } = nth(processes, 1);
      mkdirSync(sent[0]!.keepFolder!, { recursive: true });
      listener.onReport({ kind: 'saved', saved: saved(sent[0]!.keepFolder!, 60) });
      expect(new KeptRuns(keptRuns).followedBy(sent[0]!.keepFolder!)).toBeUndefined();
      host.close();
      expect(existsSync(own)).toBe(true);
    });

    it('begins anew where a callback has a backup, which it goes on from itself', () => {
      const { host, processes } = started();
      nth(processes, 1).listener.onReport({ kind: 'saved', saved: backup });
      nth(processes, 1).listener.onExit(9);
      expect(host.state).toMatchObject({ saved: backup });
      host.resume();
      expect(nth(processes, 2).sent[0]).not.toHaveProperty('resume');
      expect(nth(processes, 2).sent[0]?.options.autorun).toBe(true);
    });

    it('forgets the backup of a training that has come to its end', () => {
      const { host, processes } = started();
      nth(processes, 1).listener.onReport({ kind: 'saved', saved: backup });
      nth(processes, 1).listener.onReport({ kind: 'state', state: { status: 'finished', step: 99 } });
      nth(processes, 1).listener.onExit(9);
      expect(host.state).not.toHaveProperty('saved');
      host.resume();
      expect(processes).toHaveLength(1);
    });

    it('is saved as a person asks, and says why it was not', async () => {
      const { host, processes } = build();
      expect(await host.save('/run')).toEqual({ error: { code: 'no-answer', values: {} } });
      host.open(request);
      const { listener, saves } = nth(processes, 1);
      const first = host.save('/run');
      expect(saves).toEqual([{ kind: 'save', folder: '/run' }]);
      listener.onReport({ kind: 'run-saved', before: 5 });
      expect(await first).toEqual({ before: 5 });
      const second = host.save('/run');
      listener.onReport({ kind: 'run-saved', error: { code: 'run-inside', values: {} } });
      expect(await second).toEqual({ error: { code: 'run-inside', values: {} } });
      const third = host.save('/run');
      listener.onReport({ kind: 'state', state: running });
      listener.onExit(9);
      expect(await third).toMatchObject({ error: { code: 'trainer-exited' } });
    });

    it('opens a saved run, and again with each restart but one with another seed', () => {
      const { host, processes } = build();
      host.open({ ...request, resume: '/runs/kept' });
      host.restart(true);
      host.restart(true, true);
      expect(processes.map(({ sent }) => sent[0]?.resume)).toEqual([
        { folder: '/runs/kept' },
        { folder: '/runs/kept' },
        undefined,
      ]);
    });
  });

  it('says that a process died while loading', () => {
    const { host, processes } = build();
    host.open(request);
    nth(processes, 1).listener.onExit(1);
    expect(host.state).toMatchObject({ status: 'trainer-died', step: 0, error: { code: 'trainer-not-started' } });
  });

  it('says so if no process can be started', () => {
    const { host } = build({ fails: new Error('out of memory') });
    host.open(request);
    expect(host.state).toMatchObject({
      status: 'trainer-died',
      error: { code: 'trainer-not-started', values: { message: 'out of memory' } },
    });
  });

  it('hears nothing more of a process that it has ended itself', () => {
    const { host, processes } = build();
    host.open(request);
    host.close();
    nth(processes, 1).listener.onReport({ kind: 'state', state: running });
    nth(processes, 1).listener.onExit(0);
    expect(host.state).toEqual({ status: 'empty' });
    expect(nth(processes, 1).isKilled).toBe(true);
    host.restart(true);
    expect(processes).toHaveLength(1);
  });

  it('starts nothing for a file that is not there, and lives on', () => {
    const { host, processes, said } = build();
    host.open({ ...request, file: '/gone.ts' });
    expect(host.state).toMatchObject({ status: 'failed', file: '/gone.ts', error: { code: 'file-missing' } });
    expect(said).toEqual([
      ['loading', true],
      ['failed', true],
    ]);
    expect(processes).toEqual([]);
    host.open(request);
    expect(processes).toHaveLength(1);
  });
});

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessagePortMain } from 'electron';
import { afterAll } from 'vitest';
import type { RunState } from '../../../main/contract/run-state';
import type { HostMessage, SourceDigest } from '../../../main/contract/trainer-start';
import { KeptRuns } from '../../../main/kept-runs';
import { TrainerHost, type RunRequest } from '../../../main/trainer/host';
import type { ForkTrainer, TrainerListener } from '../../../main/trainer/host-process';

type FakeProcess = {
  readonly listener: TrainerListener;
  readonly sent: Extract<HostMessage, { kind: 'start' }>[];
  readonly saves: Extract<HostMessage, { kind: 'save' }>[];
  readonly isQuiet: boolean;
  isKilled: boolean;
};

export const request: RunRequest = {
  file: '/a.ts',
  options: { autorun: false, progress: true, epochs: 2, seed: 7 },
  isTrusted: true,
};

/** Of the test that is run. */
export const folder = mkdtempSync(join(tmpdir(), 'batchpoint-host-'));
export const itsBell = join(folder, 'bell');
export const keptRuns = join(folder, 'kept-runs');
afterAll(() => rmSync(folder, { recursive: true }));

/** A host whose processes only note what they are told. `gone`: files that can't be read. */
export function build({ fails, bellFile = itsBell }: { fails?: Error; bellFile?: string } = {}) {
  const processes: FakeProcess[] = [];
  const said: [status: RunState['status'], byShell: boolean][] = [];
  const ports: MessagePortMain[] = [];
  const sources: (readonly SourceDigest[])[] = [];
  const fork: ForkTrainer = ({ progress }, listener) => {
    if (fails) throw fails;
    const fake: FakeProcess = { listener, sent: [], saves: [], isQuiet: !progress, isKilled: false };
    processes.push(fake);
    return {
      send: (message) => void (message.kind === 'start' ? fake.sent : fake.saves).push(message as never),
      connect: () => ({ of: processes.length }) as unknown as MessagePortMain,
      kill: () => void (fake.isKilled = true),
    };
  };
  const gone = new Set(['/gone.ts']);
  const host = new TrainerHost({
    fork,
    examplesFolder: '/examples',
    trustFile: '/trust.json',
    keptRuns: new KeptRuns(keptRuns),
    bellFile,
    threads: 2,
    platform: 'linux',
    language: () => 'en',
    breakpointsOf: () => [],
    newRunId: () => `run-${processes.length}`,
    now: () => 1_700_000_000_000,
    newSeed: () => 4711,
    problemOf: (file) => (gone.has(file) ? { code: 'file-missing', values: { file } } : undefined),
    onState: (state, byShell) => void said.push([state.status, byShell]),
    onSources: (read) => void sources.push(read),
    sendPort: (port) => void ports.push(port),
  });
  return { host, processes, said, ports, sources, gone };
}

/** The n-th process that was forked, from 1. */
export function nth(processes: readonly FakeProcess[], n: number): FakeProcess {
  const found = processes[n - 1];
  if (!found) throw new Error(`no process ${n}`);
  return found;
}

export const running = { status: 'running', step: 0, pauseRequested: false } as const;

/** A host with a process that trains, and the folder where its run keeps itself. */
export function started() {
  const built = build();
  built.host.open(request);
  const { listener, sent } = nth(built.processes, 1);
  listener.onReport({ kind: 'state', state: running });
  const keepFolder = sent[0]!.keepFolder!;
  mkdirSync(keepFolder, { recursive: true });
  return { ...built, keepFolder };
}

/** A run that has kept itself. */
export const saved = (folder: string, step: number) => ({ step, folder, by: 'app' }) as const;

import { randomInt, randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { problemOfFile } from './experiment-file';
import { TrainerHost, type HostParts } from './trainer/host';
import { forkTrainerFrom } from './trainer/host-process';

const mostThreads = 8;
/** New seeds are below this, so that a person can remember and type them. */
const seeds = 100_000;

/** What the window adds to a host of the app. */
export type AppHostParts = Pick<
  HostParts,
  'examplesFolder' | 'keptRuns' | 'language' | 'breakpointsOf' | 'onState' | 'onSources' | 'sendPort'
>;

/**
 * A host that forks the app's own trainer and keeps what it has to among the user's data.
 * @param mainFolder of the built shell
 */
export function createAppHost(mainFolder: string, parts: AppHostParts): TrainerHost {
  const userData = app.getPath('userData');
  return new TrainerHost({
    ...parts,
    fork: forkTrainerFrom(join(mainFolder, 'trainer.js')),
    trustFile: join(userData, 'trusted-code.json'),
    bellFile: join(userData, 'trainer-bell'),
    threads: Math.min(availableParallelism(), mostThreads),
    platform: process.platform,
    newRunId: randomUUID,
    now: Date.now,
    newSeed: () => randomInt(seeds),
    problemOf: problemOfFile,
  });
}

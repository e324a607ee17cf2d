import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandsRun } from './commands-run';
import { experiments, type ExperimentName } from './experiments';

const names = Object.keys(experiments) as ExperimentName[];

/**
 * Gives one run random commands; all experiments come in turn, every other time operation by operation.
 * @throws Error if anything is not as it should be
 */
export async function fuzzCommands(seed: number, commands: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'batchpoint-fuzz-'));
  const name = names[seed % names.length]!;
  const run = await CommandsRun.open({ name, eager: Math.floor(seed / names.length) % 2 === 1, seed }, folder);
  try {
    await run.obey(commands);
  } finally {
    run.close();
    rmSync(folder, { recursive: true });
  }
}

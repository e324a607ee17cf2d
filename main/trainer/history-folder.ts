import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'batchpoint-history-';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes what processes have left that died. Folders of other users can't be: they stay. */
function removeLeft(parent: string): void {
  for (const name of readdirSync(parent)) {
    const [pid] = name.startsWith(prefix) ? name.slice(prefix.length).split('-') : [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      continue;
    }
  }
}

/**
 * An empty folder for the history of a run, removed when this process ends; folders of processes that died go too. Where
 * none can be made its path stands for one: whoever writes there says so, and the run trains with what memory holds.
 */
export function openHistoryFolder(parent = tmpdir()): string {
  try {
    removeLeft(parent);
    const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    return folder;
  } catch {
    return join(parent, `${prefix}${process.pid}`);
  }
}

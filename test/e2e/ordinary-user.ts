import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { electronExecutable, isRoot, root } from './app';

/** An app folder and an Electron that an ordinary user may start. */
export type Staged = { readonly app: string; readonly executable: string; readonly userData: string; remove(): void };

const nobody = 65534;

/** Hard links where the file system allows it: Electron is a quarter of a gigabyte. */
function copyFolder(from: string, to: string): void {
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'ignore' });
  } catch {
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true });
  }
}

/**
 * Chromium switches its sandbox off for root. Where the tests run as root, the app is copied to where an ordinary user
 * may read it, and started as one.
 */
export function stageForOrdinaryUser(): Staged {
  const stage = mkdtempSync(join(tmpdir(), 'batchpoint-staged-'));
  const userData = join(stage, 'user-data');
  mkdirSync(userData);
  const remove = () => rmSync(stage, { recursive: true, force: true });
  if (!isRoot) return { app: root, executable: electronExecutable(), userData, remove };

  chmodSync(stage, 0o755);
  chownSync(userData, nobody, nobody);
  const app = join(stage, 'app');
  mkdirSync(app);
  for (const part of ['package.json', 'out/main', 'out/preload', 'out/renderer', 'examples']) {
    cpSync(join(root, part), join(app, part), { recursive: true });
  }
  const electron = join(stage, 'electron');
  copyFolder(dirname(electronExecutable()), electron);
  const executable = join(stage, 'start.sh');
  const as = `setpriv --reuid=${nobody} --regid=${nobody} --clear-groups env HOME=${userData}`;
  writeFileSync(executable, `#!/bin/sh\nexec ${as} ${join(electron, basename(electronExecutable()))} "$@"\n`);
  chmodSync(executable, 0o755);
  return { app, executable, userData, remove };
}

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Runs `work` while no other process of this clone holds the same lock; waits for its turn. A lock whose holder is
 * gone (killed, switched off) is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {() => void} onWait called once if there is something to wait for
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait = () => {}) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    if (breakIfDead(file)) continue;
    if (!told) onWait();
    told = true;
    await wait(200);
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

const me = () => JSON.stringify({ pid: process.pid, host: os.hostname() });

/** Written aside and linked into place, so that a lock never exists without its holder's name in it. */
function take(file) {
  const mine = `${file}.${process.pid}`;
  fs.writeFileSync(mine, me());
  try {
    fs.linkSync(mine, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(mine, { force: true });
  }
}

/** Takes a dead holder's lock out of the way by a rename, which only one of several waiting processes can do. */
function breakIfDead(file) {
  const content = read(file);
  if (content === undefined) return true;
  if (isAlive(content)) return false;
  const aside = `${file}.dead-${process.pid}`;
  try {
    fs.renameSync(file, aside);
    if (read(aside) !== content) fs.linkSync(aside, file); // a live one came in between: put it back
  } catch {
    // another process was faster
  }
  fs.rmSync(aside, { force: true });
  return true;
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(content) {
  try {
    const { pid, host } = JSON.parse(content);
    if (host !== os.hostname()) return false;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

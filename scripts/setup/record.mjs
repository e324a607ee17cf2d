import fs from 'node:fs';
import path from 'node:path';

/**
 * One finished step of set-up, noted inside node_modules: it goes when node_modules goes. A step removes its note
 * before it changes anything and writes it last, so a killed set-up leaves nothing that the next one trusts.
 * @template T
 */
export class Record {
  /**
   * @param {Pick<import('./machine.mjs').Machine, 'root'>} machine
   * @param {string} step
   */
  constructor({ root }, step) {
    this.file = path.join(root, 'node_modules', '.batchpoint', `${step}.json`);
  }

  /** @returns {T | undefined} */
  read() {
    try {
      return JSON.parse(fs.readFileSync(this.file, 'utf8'));
    } catch {
      return undefined;
    }
  }

  /** @param {T} value */
  write(value) {
    fs.mkdirSync(path.dirname(this.file), { recursive: true });
    const half = `${this.file}.${process.pid}`;
    fs.writeFileSync(half, `${JSON.stringify(value, null, 2)}\n`);
    fs.renameSync(half, this.file);
  }

  remove() {
    fs.rmSync(this.file, { force: true });
  }
}

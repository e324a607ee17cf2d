import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A contender's process: it stays alive for the whole benchmark and works only when it is asked. */
export class Worker {
  #child;
  #waiting;
  #complaints = '';
  #end;

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {Record<string, string | undefined>} env
   */
  constructor(command, args, env) {
    this.#child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stderr.setEncoding('utf8').on('data', (text) => {
      this.#complaints = (this.#complaints + text).slice(-2000);
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) this.#waiting?.resolve(JSON.parse(line));
    });
    this.#child.stdin.on('error', () => undefined); // told by `close`
    const over = (why) => {
      this.#end = new Error(`${command} ended: ${why}\n${this.#complaints}`);
      this.#waiting?.reject(this.#end);
    };
    this.#child.on('error', ({ message }) => over(message));
    this.#child.on('close', (code, signal) => over(signal ?? `exit status ${code}`));
  }

  /** Waits until it has loaded its library. */
  async ready() {
    await this.#answer();
    return this;
  }

  /** @returns {Promise<{ values: number[], note?: string }>} */
  async ask(request) {
    const answer = this.#answer();
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    return answer;
  }

  close() {
    this.#child.stdin.end();
  }

  async #answer() {
    if (this.#end) throw this.#end;
    const answer = await new Promise((resolve, reject) => (this.#waiting = { resolve, reject }));
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  }
}

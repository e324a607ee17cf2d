import { openSync, writeSync } from 'node:fs';

/**
 * What the shell rings when a message to the training process is not to wait: a byte in a file, another each time. A
 * process that computes hears nothing of a message, but can look at the byte after each batch (`bell.ts`).
 */
export class HostBell {
  readonly #file: number;
  readonly #byte = Uint8Array.of(0);

  private constructor(file: number) {
    this.#file = file;
  }

  /** @returns undefined where the file can't be written: messages are then heard a little later */
  static at(path: string): HostBell | undefined {
    try {
      const bell = new HostBell(openSync(path, 'w'));
      bell.ring();
      return bell;
    } catch {
      return undefined;
    }
  }

  ring(): void {
    this.#byte[0]! += 1;
    try {
      writeSync(this.#file, this.#byte, 0, 1, 0);
    } catch {
      // A full disk: the message is heard at the next break.
    }
  }
}

import { isLegal, type CommandId } from '../../contract/commands';
import { CodedError } from '../../contract/errors';
import type { RunStatus } from '../../contract/run-state';

/** Lets a run do what its state allows, and nothing while a question reads its data: that is then not where the run left it. */
export class CommandGuard {
  readonly #status: () => RunStatus;
  #isReading = false;

  constructor(status: () => RunStatus) {
    this.#status = status;
  }

  /** @returns the status in which the command was given. @throws CodedError `illegal-command` */
  check(command: CommandId): RunStatus {
    const status = this.#status();
    if (!isLegal(command, status)) throw this.refusal(command);
    this.checkAlone(command);
    return status;
  }

  /** @throws CodedError `illegal-command` while {@link alone} reads */
  checkAlone(command: string): void {
    if (this.#isReading) throw this.refusal(command);
  }

  /**
   * Reads the data of the run, which stands still until that is done.
   * @throws CodedError `illegal-command` while another reads, and whatever `read` throws
   */
  async alone<Value>(command: string, read: () => Promise<Value>): Promise<Value> {
    this.checkAlone(command);
    this.#isReading = true;
    try {
      return await read();
    } finally {
      this.#isReading = false;
    }
  }

  /** The error to be thrown where something else forbids what was asked for. */
  refusal(command: string): CodedError<'illegal-command'> {
    return new CodedError('illegal-command', { command, status: this.#status() });
  }
}

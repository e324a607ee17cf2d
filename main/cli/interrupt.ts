import { isLegal } from '../contract/commands';
import type { ErrorReport } from '../contract/errors';
import type { RunState } from '../contract/run-state';
import { textOf } from '../contract/text';
import type { TrainingEvent } from '../contract/training-event';
import type { TrainingSession } from '../training/session/session';
import { codeOfSignal, exitCodes } from './exit-codes';
import type { Surroundings } from './surroundings';

/** Ctrl+C, and trouble: the first lets the run come to stand where it can be saved, the second Ctrl+C ends it at once. */
export class Interrupt {
  /** Settles once the run stands there. */
  readonly stood: Promise<RunState>;
  /** Why the run can't go on, if not because of Ctrl+C. */
  trouble: ErrorReport | undefined;
  /** What the process ends with once the run is saved. */
  exitCode: number = exitCodes.interrupted;
  #count = 0;
  #stand: (state: RunState) => void = () => undefined;
  #session: TrainingSession | undefined;
  #saysWait: () => void = () => undefined;

  constructor() {
    this.stood = new Promise((resolve) => (this.#stand = resolve));
  }

  get isAsked(): boolean {
    return this.#count > 0 || this.trouble !== undefined;
  }

  /** Something outside of the run has failed, a full disk say: what was trained is not to be lost. */
  stopBecause(trouble: ErrorReport): void {
    this.trouble = trouble;
    this.#pause();
  }

  /** @returns the function that ends listening */
  listen(session: TrainingSession, { language, printError, onInterrupt, exitNow }: Surroundings): () => void {
    const words = textOf(language).cli;
    this.#session = session;
    this.#saysWait = () => printError(`${words.interruptedInValidation}\n`);
    return onInterrupt((signal) => {
      this.#count += 1;
      if (this.#count > 1) return exitNow(codeOfSignal[signal]);
      this.exitCode = codeOfSignal[signal];
      printError(`\n${words.interrupted}\n`);
      this.#pause();
    });
  }

  hear(event: TrainingEvent): void {
    if (!this.isAsked || event.type !== 'state') return;
    const { state } = event;
    if (state.status !== 'paused' || (state.why.kind !== 'asked' && state.why.kind !== 'epoch-ended')) return;
    const session = this.#session!;
    if (session.plan.mode !== 'generator' || session.canBeSaved) return this.#stand(state);
    // It stands in a validation: from within one, no run goes on.
    this.#saysWait();
    queueMicrotask(() => session.runToEpochEnd());
  }

  #pause(): void {
    const session = this.#session;
    if (session && isLegal('pause', session.state.status)) session.pause();
  }
}

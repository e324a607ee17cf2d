import { isLegal } from '../contract/commands';
import type { RunState } from '../contract/run-state';
import { textOf } from '../contract/text';
import type { TrainingEvent } from '../contract/training-event';
import type { TrainingSession } from '../training/session/session';
import { exitCodes } from './exit-codes';
import type { Surroundings } from './train';

/** Ctrl+C: the first lets the run come to stand where it can be saved, the second ends it at once. */
export class Interrupt {
  /** Settles once the run stands there. */
  readonly stood: Promise<RunState>;
  #count = 0;
  #stand: (state: RunState) => void = () => undefined;
  #session: TrainingSession | undefined;
  #saysWait: () => void = () => undefined;

  constructor() {
    this.stood = new Promise((resolve) => (this.#stand = resolve));
  }

  get isAsked(): boolean {
    return this.#count > 0;
  }

  /** @returns the function that ends listening */
  listen(session: TrainingSession, { language, printError, onInterrupt, exitNow }: Surroundings): () => void {
    const words = textOf(language).cli;
    this.#session = session;
    this.#saysWait = () => printError(`${words.interruptedInValidation}\n`);
    return onInterrupt(() => {
      this.#count += 1;
      if (this.#count > 1) return exitNow(exitCodes.interrupted);
      printError(`\n${words.interrupted}\n`);
      if (isLegal('pause', session.state.status)) session.pause();
    });
  }

  hear(event: TrainingEvent): void {
    if (!this.isAsked || event.type !== 'state') return;
    const { state } = event;
    if (state.status !== 'paused' || (state.why.kind !== 'asked' && state.why.kind !== 'epoch-ended')) return;
    const session = this.#session!;
    if (session.plan.mode !== 'generator' || session.savedRun()) return this.#stand(state);
    // It stands in a validation: from within one, no run goes on.
    this.#saysWait();
    queueMicrotask(() => session.runToEpochEnd());
  }
}

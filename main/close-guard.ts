import type { BrowserWindow } from 'electron';
import { unlessUnderWay } from './unless-under-way';

export type CloseGuardParts = {
  /** Whether closing would end something. */
  readonly isNeeded: () => boolean;
  /** Asks the person. */
  readonly mayClose: () => Promise<boolean>;
};

/** Keeps a window open until the person has said that it may close. */
export class CloseGuard {
  #isOff = false;

  constructor(window: BrowserWindow, { isNeeded, mayClose }: CloseGuardParts) {
    const ask = unlessUnderWay(async () => {
      this.#isOff = await mayClose();
      if (this.#isOff) window.close();
    });
    window.on('close', (event) => {
      if (this.#isOff || !isNeeded()) return;
      event.preventDefault();
      void ask();
    });
  }

  /** The window closes unasked from now on. */
  lift(): void {
    this.#isOff = true;
  }
}

import { setTimeout } from 'node:timers/promises';
import type { BrowserWindow } from 'electron';
import { sendToWindow } from './ipc';
import { watchVisibility } from './window';

/** What a page needs to catch up with what it did not draw: an update of the charts and two frames. */
const drawMs = 250;

/** Tells the page whether it is to be seen: one that is not draws nothing. */
export class PageVisibility {
  readonly #window: BrowserWindow;
  #isVisible = true;

  /** @param onChange called whenever the window is hidden or shown */
  constructor(window: BrowserWindow, onChange: () => void) {
    this.#window = window;
    watchVisibility(window, (isVisible) => {
      this.#isVisible = isVisible;
      onChange();
      this.tell();
    });
  }

  get isVisible(): boolean {
    return this.#isVisible;
  }

  /** To a page that has heard nothing yet, too. */
  tell(): void {
    this.#send(this.#isVisible);
  }

  /** Does something while the page draws, hidden or not. */
  async whileDrawn<Result>(action: () => Promise<Result>): Promise<Result> {
    if (this.#isVisible) return action();
    this.#send(true);
    try {
      await setTimeout(drawMs);
      return await action();
    } finally {
      this.tell();
    }
  }

  #send(visible: boolean): void {
    sendToWindow(this.#window, 'visibility', { visible });
  }
}

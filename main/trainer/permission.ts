/** Waits for the person to say that code may run. */
export class Permission {
  #allow: ((hash: string) => void) | undefined;

  /** Settles once exactly the code with this hash is allowed. */
  wait(hash: string): Promise<void> {
    return new Promise((resolve) => {
      this.#allow = (allowed) => {
        if (allowed !== hash) return;
        this.#allow = undefined;
        resolve();
      };
    });
  }

  /** The person has said that the code with a hash may run. */
  give(hash: string): void {
    this.#allow?.(hash);
  }
}

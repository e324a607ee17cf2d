import type { PauseReason, RunState } from '../contract/run-state';

/** Thrown at the gate once a run is to end: nothing failed. */
export class RunEnded extends Error {
  /** `stopped`: the person said so; `complete`: all steps that were asked for are done. */
  readonly why: 'stopped' | 'complete';

  constructor(why: 'stopped' | 'complete') {
    super(why);
    this.name = 'RunEnded';
    this.why = why;
  }
}

type Mode = { readonly kind: 'open' | 'closed' | 'ended' } | { readonly kind: 'counting'; readonly batches: number };

/**
 * What the training loop passes before each batch. It awaits the gate, so that pausing stops it exactly there, and it is
 * called paused only once it waits.
 */
export class StepGate {
  readonly #say: (state: RunState) => void;
  #mode: Mode = { kind: 'closed' };
  #remaining = 0;
  #step = 0;
  #limit = Infinity;
  #resume: (() => void) | undefined;

  /** @param say hears of each state as soon as it holds */
  constructor(say: (state: RunState) => void) {
    this.#say = say;
  }

  /** Updates completed. */
  get step(): number {
    return this.#step;
  }

  /** Ends the run after this many updates. */
  set limit(steps: number) {
    this.#limit = steps;
  }

  /**
   * Waits while the run is paused.
   * @throws RunEnded
   */
  async enter(): Promise<void> {
    for (;;) {
      if (this.#mode.kind === 'ended') throw new RunEnded('stopped');
      if (this.#step >= this.#limit) throw new RunEnded('complete');
      if (this.#mode.kind === 'open' || this.#remaining > 0) return;
      const why: PauseReason =
        this.#mode.kind === 'counting' ? { kind: 'stepped', batches: this.#mode.batches } : { kind: 'asked' };
      await new Promise<void>((resolve) => {
        this.#resume = resolve;
        this.#say({ status: 'paused', step: this.#step, at: 'between-batches', why });
      });
    }
  }

  /** Counts a completed update. */
  stepDone(): void {
    this.#step += 1;
    if (this.#mode.kind !== 'counting' || this.#remaining === 0) return;
    this.#remaining -= 1;
    this.#say({ status: 'stepping', step: this.#step, remaining: this.#remaining });
  }

  /** Lets all batches pass. */
  open(): void {
    this.#set({ kind: 'open' }, 0);
    this.#say({ status: 'running', step: this.#step, pauseRequested: false });
    this.#wake();
  }

  /** Lets exactly `batches` pass. */
  openFor(batches: number): void {
    this.#set({ kind: 'counting', batches }, batches);
    this.#say({ status: 'stepping', step: this.#step, remaining: batches });
    this.#wake();
  }

  /** Lets no further batch pass; the one in flight is completed. */
  close(): void {
    this.#set({ kind: 'closed' }, 0);
    this.#say({ status: 'running', step: this.#step, pauseRequested: true });
  }

  /** Ends the run at the next batch. */
  end(): void {
    this.#set({ kind: 'ended' }, 0);
    this.#say({ status: 'stopping', step: this.#step });
    this.#wake();
  }

  #set(mode: Mode, remaining: number): void {
    this.#mode = mode;
    this.#remaining = remaining;
  }

  #wake(): void {
    const resume = this.#resume;
    this.#resume = undefined;
    resume?.();
  }
}

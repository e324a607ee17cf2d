import type { PauseReason, RunState } from '../../contract/run-state';
import { RunEnded } from '../run-ended';

type Mode =
  | { readonly kind: 'open' | 'ended' }
  | { readonly kind: 'closed'; readonly why?: PauseReason }
  | { readonly kind: 'counting'; readonly batches: number };

/**
 * The gate that the training loop awaits before each batch. Pausing stops the loop exactly there, and the run is called
 * paused only once the loop waits.
 */
export class StepGate {
  readonly #say: (state: RunState) => void;
  #mode: Mode = { kind: 'closed' };
  #remaining = 0;
  #step = 0;
  #left: () => number = () => Infinity;
  #resume: (() => void) | undefined;
  #isInterrupted = false;

  /** @param say hears of each state as soon as it holds */
  constructor(say: (state: RunState) => void) {
    this.#say = say;
  }

  /** Updates completed. */
  get step(): number {
    return this.#step;
  }

  /** Set when the run has gone to another step of its history. */
  set step(step: number) {
    this.#step = step;
    this.#isInterrupted = false;
  }

  /** Whether the next one who enters will have to wait. */
  get isClosed(): boolean {
    return this.#mode.kind !== 'open' && this.#mode.kind !== 'ended' && this.#remaining === 0;
  }

  /** Whether a batch will be let through after the one that is under way, as far as is known. */
  get letsNextPass(): boolean {
    const isOpen = this.#mode.kind === 'open' || this.#remaining > 1;
    return isOpen && !this.#isInterrupted && this.#left() > 1;
  }

  /** Counts the batches that are left; at 0 the run ends. */
  set left(count: () => number) {
    this.#left = count;
  }

  /**
   * Waits while the run is paused.
   * @param reason why it stands still, if that is not the person's last command
   * @returns false if something else is to be done first, see {@link interrupt}
   * @throws RunEnded
   */
  async enter(reason?: PauseReason): Promise<boolean> {
    for (;;) {
      if (this.#isInterrupted) {
        this.#isInterrupted = false;
        return false;
      }
      if (this.#mode.kind === 'ended') throw new RunEnded('stopped');
      if (this.#left() <= 0) throw new RunEnded('complete');
      if (this.#mode.kind === 'open' || this.#remaining > 0) return true;
      const why = reason ?? this.#why;
      await new Promise<void>((resolve) => {
        this.#resume = resolve;
        this.#say({ status: 'paused', step: this.#step, at: 'between-batches', why });
      });
    }
  }

  /**
   * Waits at the end of the run until it is interrupted; nothing is said.
   * @throws RunEnded
   */
  async wait(): Promise<void> {
    while (!this.#isInterrupted) {
      if (this.#mode.kind === 'ended') throw new RunEnded('complete');
      await new Promise<void>((resolve) => (this.#resume = resolve));
    }
    this.#isInterrupted = false;
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

  /**
   * Lets no further batch pass; the one in flight is completed.
   * @param why absent: the person asked
   */
  close(why?: PauseReason): void {
    this.#set({ kind: 'closed', ...(why && { why }) }, 0);
    this.#say({ status: 'running', step: this.#step, pauseRequested: true });
  }

  /** Makes {@link enter} or {@link wait} return, so that something else can be done first. */
  interrupt(): void {
    this.#isInterrupted = true;
    this.#set({ kind: 'closed' }, 0);
    this.#wake();
  }

  /** As {@link close}, but unannounced: the reason is told once the run stands. */
  closeBecause(why: PauseReason): void {
    this.#set({ kind: 'closed', why }, 0);
  }

  /** Ends the run at the next batch. */
  end(): void {
    this.#set({ kind: 'ended' }, 0);
    this.#say({ status: 'stopping', step: this.#step });
    this.#wake();
  }

  /** Why the run stands still. */
  get #why(): PauseReason {
    if (this.#mode.kind === 'counting') return { kind: 'stepped', batches: this.#mode.batches };
    return (this.#mode.kind === 'closed' && this.#mode.why) || { kind: 'asked' };
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

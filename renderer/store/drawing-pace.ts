import { interval } from './keep-asking';

/** Milliseconds between two drawings of a run that goes on. */
const quickest = 100;
const slowest = 1000;
/** So many drawings of a run come to one of an answer. */
const answerPerDrawings = 6;
/** What the window may take of the machine's whole processor time while nobody touches it. */
const budget = 0.01;
/** Milliseconds after the last touch in which the window may take what it needs. */
const calmAfter = 2000;

/** Where no page is, one. */
const coresHere = (): number => (typeof navigator === 'undefined' ? 1 : navigator.hardwareConcurrency);

/**
 * How often a run that goes on is drawn. A training step shares its work out among all cores and is as late as the latest
 * of them: what a drawing takes of one core, the training loses. So the window has a budget, and draws as often as that
 * allows, by what its processes are measured to take. While somebody has a hand on it, it does not become slower.
 */
export class DrawingPace {
  /** Before anything is measured, and while somebody has a hand on the window. */
  readonly #first: number;
  readonly #changed: () => void;
  #interval: number;
  #touchedAt = -Infinity;

  /** @param changed hears each change */
  constructor(changed: () => void, cores = coresHere()) {
    this.#first = cores > 2 ? quickest : 250;
    this.#interval = this.#first;
    this.#changed = changed;
  }

  /** Of charts. */
  get charts(): number {
    return this.#interval;
  }

  /** Of numbers: half as often, as nobody reads faster. */
  get numbers(): number {
    return 2 * this.#interval;
  }

  /** Of what panels ask the trainer for, which takes as much as several drawings. */
  get answers(): number {
    return Math.max(interval, answerPerDrawings * this.#interval);
  }

  /** @param share of the machine that the window took lately, 0 to 1 */
  hear(share: number): void {
    if (performance.now() - this.#touchedAt < calmAfter) return;
    // Half of the way, as one second is not like another.
    const wanted = this.#interval * Math.sqrt(share / budget);
    const next = Math.round(Math.min(slowest, Math.max(quickest, wanted)));
    // A pace that changes with each breath is no pace.
    if (Math.abs(next - this.#interval) >= this.#interval / 8) this.#set(next);
  }

  /** Somebody has a hand on the window. */
  touch(): void {
    this.#touchedAt = performance.now();
    if (this.#interval > this.#first) this.#set(this.#first);
  }

  #set(interval: number): void {
    this.#interval = interval;
    this.#changed();
  }
}

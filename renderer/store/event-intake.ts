import type { HitEvent } from '../../main/contract/debug/watching';
import type { TrainerMessage } from '../../main/contract/trainer-protocol';
import type { TrainingEvent } from '../../main/contract/training-event';
import type { Meeting } from './event-stream';
import type { RunStore } from './run-store';

type Hello = Extract<TrainerMessage, { kind: 'hello' }>;

/** Hears of breakpoints that are hit. */
export type AtHit = (hit: HitEvent) => void;

/** Applies the events of a run, and tells of each hit while the store holds the run up to it and no further. */
export class EventIntake {
  readonly #store: RunStore;
  readonly #atHit: AtHit | undefined;
  #history = 0;
  /** Whether the store holds what was told by the processes before this one. */
  #knowsPast = false;
  /** Number of the first event behind those. */
  #pastEnd = 0;

  constructor(store: RunStore, atHit: AtHit | undefined) {
    this.#store = store;
    this.#atHit = atHit;
  }

  /** A trainer introduces itself. Events that there are by then are history: of hits among them nothing is told. */
  begin({ events, capabilities }: Hello, run: Meeting['run']): void {
    if (run === 'new') this.#store.reset(capabilities);
    if (run === 'goesOn') this.#store.goOn(capabilities);
    this.#history = events;
    if (run === 'same') return;
    this.#knowsPast = run === 'goesOn';
    this.#pastEnd = 0;
  }

  /** @param first number of the first event */
  apply(events: readonly TrainingEvent[], first: number): void {
    let applied = 0;
    events.forEach((event, at) => {
      const number = first + at;
      // What the past recalls of its own past is a part of it.
      if (event.type === 'past' && number >= this.#pastEnd) this.#pastEnd = number + 1 + event.events;
      const isPast = number < this.#pastEnd;
      if (isPast && this.#knowsPast) {
        this.#store.apply(events.slice(applied, at));
        applied = at + 1;
        return;
      }
      if (event.type !== 'hit' || isPast || number < this.#history) return;
      this.#store.apply(events.slice(applied, at + 1));
      applied = at + 1;
      this.#atHit?.(event);
    });
    this.#store.apply(applied === 0 ? events : events.slice(applied));
  }
}

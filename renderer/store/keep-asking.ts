import { isResting } from '../../main/contract/run-state';
import type { RunFacts } from './run-facts';

/** Milliseconds between two answers while the run moves, at least. */
export const interval = 2000;
/** The trainer spends at most this share of its time on one question while it trains. */
export const mostShare = 0.02;

const atOnce = (tell: () => void): void => tell();

/** What is asked again and again, and who hears the answers. */
export type Asking<Result> = {
  readonly ask: () => Promise<Result>;
  /** Milliseconds between two answers while the run moves; absent: as often as any. */
  readonly every?: () => number;
  /** Milliseconds that the trainer has spent on the last answer, if it says so. */
  readonly took?: () => number | undefined;
  readonly tell: (result: Result, isSampled: boolean) => void;
  /** Hears why there is no answer now. */
  readonly fail?: (error: unknown) => void;
  readonly facts: { getState(): RunFacts; subscribe(listener: (now: RunFacts, before: RunFacts) => void): () => void };
  readonly isVisible: () => boolean;
  /** Milliseconds. */
  readonly now: () => number;
  /** When to tell an answer that nobody waits for: with others that are drawn. */
  readonly later: (tell: () => void) => void;
};

/**
 * Keeps an answer fresh: asks at once, again whenever the run comes to rest, and now and then while it moves: the more
 * seldom, the longer an answer takes.
 * @returns `again` asks at once; `end` ends it
 */
export function keepAsking<Result>(asking: Asking<Result>): { readonly again: () => void; readonly end: () => void } {
  const { ask, every, took, tell, fail, facts, isVisible, now, later } = asking;
  let isOver = false;
  let isBusy = false;
  let isStale = false;
  let asked = 0;
  let told = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const again = (when = atOnce): void => {
    if (isOver) return;
    if (isBusy) {
      isStale = true;
      return;
    }
    clearTimeout(timer);
    isBusy = true;
    isStale = false;
    const began = now();
    const number = ++asked;
    const done = (): void => {
      isBusy = false;
      if (isOver) return;
      if (isStale) return again();
      timer = setTimeout(tick, Math.max(every?.() ?? interval, (took?.() ?? now() - began) / mostShare));
    };
    ask().then(
      (result) => {
        // As it came: by the time that it is drawn the run may rest elsewhere.
        const isSampled = !isResting(facts.getState().state);
        when(() => {
          if (isOver || number < told) return; // a newer answer has come meanwhile
          told = number;
          tell(result, isSampled);
        });
        done();
      },
      (error: unknown) => {
        if (!isOver) fail?.(error);
        done(); // what can't be answered now leaves the last answer in view
      },
    );
  };
  const tick = (): void => {
    if (isVisible() && !isResting(facts.getState().state)) return again(later);
    timer = setTimeout(tick, interval);
  };
  const unsubscribe = facts.subscribe((current, before) => {
    const isEdited = current.edits !== before.edits;
    if (isEdited || (current.state !== before.state && isResting(current.state))) again();
  });
  again();
  return {
    again: () => again(),
    end: () => {
      isOver = true;
      clearTimeout(timer);
      unsubscribe();
    },
  };
}

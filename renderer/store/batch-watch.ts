import { isBatchExact } from './run-facts';
import type { Connection } from './connection';
import type { RunStore } from './run-store';

/** Milliseconds between two looks at a running batch: often enough to follow; 64 pictures are dear to draw. */
export const watchInterval = 2000;

/**
 * Keeps the batch panel's batch fresh: about every two seconds while the run moves, at once when it comes to rest.
 * @returns a function that ends the watch
 */
export function watchBatches(store: RunStore, connection: Connection, isVisible: () => boolean): () => void {
  let asked = 0;
  const ask = (step: number) => {
    if (step === 0 || step === asked) return;
    asked = step;
    void connection.ask('batch').then(
      (detail) => store.setBatch(detail),
      () => undefined, // the trainer is gone: its last batch stays in view
    );
  };
  const timer = setInterval(() => {
    const { last, capabilities } = store.facts.getState();
    if (last && isVisible() && capabilities.includes('inspectBatch')) ask(last.step);
  }, watchInterval);
  const unsubscribe = store.facts.subscribe((now, before) => {
    if (now.state === before.state || !now.capabilities.includes('inspectBatch')) return;
    const rests = ['paused', 'stopped', 'finished', 'out-of-data', 'failed'].includes(now.state.status);
    if (!now.last) asked = 0;
    if (rests && now.last && !isBatchExact(now)) {
      asked = 0;
      ask(now.last.step);
    }
  });
  return () => {
    clearInterval(timer);
    unsubscribe();
  };
}

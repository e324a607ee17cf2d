import { isResting } from '../../main/contract/run-state';
import type { Connection } from './connection';
import { mostShare } from './keep-asking';
import { isBatchExact } from './run-facts';
import type { RunStore } from './run-store';

/**
 * Keeps the batch panel's batch fresh: now and then while the run moves, at once when it comes to rest.
 * @param every milliseconds from one look at a running batch to the next, at least: 64 pictures are expensive to draw; longer where
 * the trainer takes long to give them
 * @returns a function that ends the watch
 */
export function watchBatches(
  store: RunStore,
  connection: Connection,
  isVisible: () => boolean,
  every: () => number,
): () => void {
  let asked = 0;
  const ask = (step: number) => {
    if (step === 0 || step === asked) return;
    asked = step;
    void connection.ask('batch').then(
      (detail) => store.setBatch(detail),
      () => undefined, // the trainer is gone: its last batch stays in view
    );
  };
  const look = () => {
    const { took = 0 } = connection.costs.getState().batch ?? {};
    timer = setTimeout(look, Math.max(every(), took / mostShare));
    const { last, capabilities } = store.facts.getState();
    if (last && isVisible() && capabilities.includes('inspectBatch')) ask(last.step);
  };
  let timer = setTimeout(look, every());
  const unsubscribe = store.facts.subscribe((now, before) => {
    if (now.state === before.state || !now.capabilities.includes('inspectBatch')) return;
    if (!now.last) asked = 0;
    if (isResting(now.state) && now.last && !isBatchExact(now)) {
      asked = 0;
      ask(now.last.step);
    }
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}

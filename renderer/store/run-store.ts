import { createStore } from 'zustand/vanilla';
import type { BatchDetail } from '../../main/contract/batch-detail';
import { deadAt, deathLine } from '../../main/contract/death';
import type { RunState } from '../../main/contract/run-state';
import type { Capability, TrainerStatus } from '../../main/contract/trainer-protocol';
import type { TrainingEvent } from '../../main/contract/training-event';
import { RunSeries } from '../chart-data/run-series';
import { applyEvents, noRun, withBatchEnd } from './run-facts';
import { withCount } from './tensor-trend';
import type { RunFacts } from './run-facts';

/**
 * The one place that a run is kept in: facts for the components, columns of numbers for the charts.
 * @param now milliseconds since 1970
 */
export function createRunStore(series = new RunSeries(), now = Date.now) {
  const facts = createStore<RunFacts>(() => noRun);
  return {
    facts,
    series,
    /** A new run: nothing of the one before is kept, except for the state, which the shell may have said already. */
    reset(capabilities: readonly Capability[] = []): void {
      series.reset();
      facts.setState((now) => ({ ...noRun, state: now.state, capabilities }), true);
    },
    /** The run goes on in another process: what it was so far is kept. */
    goOn(capabilities: readonly Capability[]): void {
      facts.setState(({ status: _, ...now }) => ({ ...now, capabilities, isPreparing: false, tensorCounts: [] }), true);
    },
    apply(events: readonly TrainingEvent[]): void {
      if (events.length === 0) return;
      series.apply(events);
      facts.setState((now) => applyEvents(now, events), true);
    },
    /**
     * A state that the shell says. Of a death, it is not said to have come later than what the window shows of the run; no
     * trainer is left to put it into the log, so that is done here.
     */
    setState(said: RunState): void {
      facts.setState((before) => {
        if (said.status !== 'trainer-died') return { ...before, state: said };
        const state = deadAt(said, before.last?.step);
        const isNews = before.state.status !== 'trainer-died';
        return { ...(isNews ? applyEvents(before, [deathLine(state, now())]) : before), state };
      }, true);
    },
    setStatus(status: TrainerStatus): void {
      const { batchesPerSecond, tensors } = status;
      facts.setState(({ tensorCounts }) => ({
        status,
        // At rest, what the person looks at holds tensors too.
        tensorCounts: batchesPerSecond > 0 ? withCount(tensorCounts, tensors) : tensorCounts,
      }));
    },
    setBatch(batch: BatchDetail | undefined): void {
      if (batch) facts.setState((now) => withBatchEnd({ ...now, batch }), true);
      else facts.setState(({ batch: _, batchEnd: __, ...rest }) => rest, true);
    },
  };
}

/** Facts and series of a run. */
export type RunStore = ReturnType<typeof createRunStore>;

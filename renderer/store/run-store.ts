import { createStore } from 'zustand/vanilla';
import type { BatchDetail } from '../../main/contract/batch-detail';
import type { RunState } from '../../main/contract/run-state';
import type { Capability, TrainerStatus } from '../../main/contract/trainer-protocol';
import type { TrainingEvent } from '../../main/contract/training-event';
import { RunSeries } from '../chart-data/run-series';
import { applyEvents, noRun, withBatchEnd } from './run-facts';
import type { RunFacts } from './run-facts';

/** The one place that a run is kept in: facts for the components, columns of numbers for the charts. */
export function createRunStore(series = new RunSeries()) {
  const facts = createStore<RunFacts>(() => noRun);
  return {
    facts,
    series,
    /** A new run: nothing of the one before is kept, except for the state, which the shell may have said already. */
    reset(capabilities: readonly Capability[] = []): void {
      series.reset();
      facts.setState((now) => ({ ...noRun, state: now.state, capabilities }), true);
    },
    apply(events: readonly TrainingEvent[]): void {
      if (events.length === 0) return;
      series.apply(events);
      facts.setState((now) => applyEvents(now, events), true);
    },
    setState(state: RunState): void {
      facts.setState({ state });
    },
    setStatus(status: TrainerStatus): void {
      facts.setState({ status });
    },
    setBatch(batch: BatchDetail | undefined): void {
      if (batch) facts.setState((now) => withBatchEnd({ ...now, batch }), true);
      else facts.setState(({ batch: _, batchEnd: __, ...rest }) => rest, true);
    },
  };
}

export type RunStore = ReturnType<typeof createRunStore>;

import { useCallback, useSyncExternalStore } from 'react';
import type { RunSeries } from '../chart-data/run-series';

/** Something of a run's series, read again whenever they change. @param read gives the same value as long as nothing has changed */
export function useSeries<Value>(run: RunSeries, read: () => Value): Value {
  const subscribe = useCallback((listener: () => void) => run.subscribe(listener), [run]);
  return useSyncExternalStore(subscribe, read);
}

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { RequestName, RequestResult, RequestValues } from '../../main/contract/debug/requests';
import { keepAsking } from './keep-asking';
import { beat, connection, pace, preferences, runStore } from './window-store';

/** An answer of the trainer as a panel has it. */
export type Answered<Result> = {
  /** Absent until the first answer, and where the answer is that there is nothing. */
  readonly result?: Result;
  /** Whether the run has gone on since. */
  readonly isSampled: boolean;
  /** Whether it is still the answer to what was asked before, with other values. */
  readonly isEarlier: boolean;
  /** Why the last question had no answer; absent if it had one. */
  readonly failure?: unknown;
};

/** `key`: the values that it answers. */
type Told<Result> = Omit<Answered<Result>, 'isEarlier'> & { readonly key?: string };

/** What the trainer answers, kept fresh as long as the component is in view. @param values plain numbers and texts */
export function useAnswer<Name extends RequestName>(
  name: Name,
  ...values: RequestValues<Name>
): Answered<Awaited<RequestResult<Name>>> {
  type Result = Awaited<RequestResult<Name>>;
  // A store, since React renders what comes from one within the frame that it changes in.
  const [store] = useState(() => createStore<Told<Result>>(() => ({ isSampled: false })));
  const key = JSON.stringify(values);
  useEffect(() => {
    const kept = keepAsking<Result>({
      ask: () => connection.ask(name, ...(JSON.parse(key) as RequestValues<Name>)),
      every: () => pace.answers,
      took: () => connection.costs.getState()[name]?.took,
      tell: (result, isSampled) => {
        const before = store.getState();
        const isSame = result === before.result && isSampled === before.isSampled && key === before.key;
        if (!isSame || 'failure' in before) store.setState({ result, isSampled, key }, true);
      },
      fail: (failure) => store.setState({ failure }),
      facts: runStore.facts,
      isVisible: () => preferences.getState().visible,
      now: () => performance.now(),
      later: (tell) => beat.next(tell),
    });
    return kept.end;
  }, [store, name, key]);
  const { key: told, ...answer } = useStore(store);
  return { ...answer, isEarlier: told !== undefined && told !== key };
}

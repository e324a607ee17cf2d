import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { RequestName, RequestResult, RequestValues } from '../../main/contract/debug/requests';
import { keepAsking } from './keep-asking';
import { beat, connection, pace, preferences, runStore } from './window-store';

export type Answered<Name extends RequestName> = {
  /** Undefined until the first answer, and where that is the answer. */
  readonly result: Awaited<RequestResult<Name>> | undefined;
  /** Whether the run has gone on since. */
  readonly isSampled: boolean;
  /** Why the last question had no answer; undefined if it had one. */
  readonly failure: unknown;
  readonly again: () => void;
};

type Answer<Result> = { readonly result?: Result; readonly isSampled: boolean; readonly failure?: unknown };

/** What the trainer answers, kept fresh as long as the component is in view. @param values plain numbers and texts */
export function useAnswer<Name extends RequestName>(name: Name, ...values: RequestValues<Name>): Answered<Name> {
  type Result = Awaited<RequestResult<Name>>;
  // A store, since React renders what comes from one within the frame that it changes in.
  const [store] = useState(() => createStore<Answer<Result>>(() => ({ isSampled: false })));
  const again = useRef<() => void>(() => undefined);
  const key = JSON.stringify(values);
  useEffect(() => {
    const kept = keepAsking<Result>({
      ask: () => connection.ask(name, ...(JSON.parse(key) as RequestValues<Name>)),
      every: () => pace.answers,
      took: () => connection.costs.getState()[name]?.took,
      tell: (result, isSampled) => {
        const before = store.getState();
        const isSame = result === before.result && isSampled === before.isSampled && !('failure' in before);
        if (!isSame) store.setState({ result, isSampled }, true);
      },
      fail: (failure) => store.setState({ failure }),
      facts: runStore.facts,
      isVisible: () => preferences.getState().visible,
      now: () => performance.now(),
      later: (tell) => beat.next(tell),
    });
    again.current = kept.again;
    return kept.end;
  }, [store, name, key]);
  const { result, isSampled, failure } = useStore(store);
  return { result, isSampled, failure, again: () => again.current() };
}

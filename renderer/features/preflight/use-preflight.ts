import { useState } from 'react';
import type { Preflight } from '../../../main/contract/debug/preflight';
import { reportOf, type ErrorReport } from '../../../main/contract/errors';
import { connection, useRun } from '../../store/window-store';

type Asked =
  | { readonly kind: 'not-yet' | 'asking' | 'closed' }
  | { readonly kind: 'made'; readonly preflight: Preflight }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

/** A pre-flight: whether the run rests, so that it can be made, and what it found where the run rests. */
export type PreflightState = {
  /** The run has not begun: the strip invites to one. */
  readonly isFirst: boolean;
  readonly isPossible: boolean;
  readonly asked: Asked;
  readonly ask: () => void;
  readonly close: () => void;
};

/** The pre-flight of the run in view; what was found is gone once the run has gone on. */
export function usePreflight(): PreflightState {
  const status = useRun((facts) => facts.state.status);
  const place = useRun(({ state, plan }) => `${plan?.file ?? ''} ${'step' in state ? state.step : ''} ${state.status}`);
  const [found, setFound] = useState<{ readonly place: string; readonly asked: Asked }>();
  const set = (asked: Asked): void => setFound({ place, asked });
  // Gone for good: the run may come to the same step again, on another way.
  if (found && found.place !== place) setFound(undefined);
  const ask = async (): Promise<void> => {
    set({ kind: 'asking' });
    try {
      set({ kind: 'made', preflight: await connection.ask('preflight') });
    } catch (error) {
      set({ kind: 'failed', error: reportOf(error) });
    }
  };
  return {
    isFirst: status === 'ready',
    isPossible: status === 'ready' || status === 'paused',
    asked: found?.place === place ? found.asked : { kind: 'not-yet' },
    ask: () => void ask(),
    close: () => set({ kind: 'closed' }),
  };
}

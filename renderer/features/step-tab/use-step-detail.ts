import { useEffect, useState } from 'react';
import type { StepDetail } from '../../../main/contract/debug/inside-step';
import { isInside, type RunState } from '../../../main/contract/run-state';
import { connection, useRun } from '../../store/window-store';
import { isStillOf } from './is-still-of';

/** What is known of the step that the run stands in: asked for at each of its phases. */
export type StepLook =
  { readonly kind: 'none' | 'asking' | 'gone' } | { readonly kind: 'seen'; readonly step: StepDetail };

/** Keeps the look at the phase before while the next is on its way, so that nothing flickers; none of another step. */
export function useStepDetail(): StepLook {
  const state = useRun((facts) => facts.state);
  const inside = isInside(state);
  const [answer, setAnswer] = useState<{ readonly state: RunState; readonly look: StepLook }>();
  useEffect(() => {
    if (!inside) return;
    let isCurrent = true;
    const tell = (look: StepLook) => isCurrent && setAnswer({ state, look });
    connection.ask('step').then(
      (step) => tell(step ? { kind: 'seen', step } : { kind: 'gone' }),
      () => tell({ kind: 'gone' }),
    );
    return () => {
      isCurrent = false;
    };
  }, [inside, state]);
  if (!inside) return { kind: 'none' };
  const { look } = answer ?? {};
  const holds = answer?.state === state || (look?.kind === 'seen' && isStillOf(look.step, state));
  return look && holds ? look : { kind: 'asking' };
}

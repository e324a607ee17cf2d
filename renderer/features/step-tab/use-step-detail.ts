import { useEffect, useState } from 'react';
import type { StepDetail } from '../../../main/contract/debug/inside-step';
import { isInside } from '../../../main/contract/run-state';
import { connection, useRun } from '../../store/window-store';

/** What is known of the step that the run stands in: asked for at each of its phases. */
export type StepLook =
  { readonly kind: 'none' | 'asking' | 'gone' } | { readonly kind: 'seen'; readonly step: StepDetail };

const none: StepLook = { kind: 'none' };

/** Keeps the look at the phase before while the next is on its way, so that nothing flickers. */
export function useStepDetail(): StepLook {
  const state = useRun((facts) => facts.state);
  const inside = isInside(state);
  const [look, setLook] = useState<StepLook>({ kind: 'asking' });
  useEffect(() => {
    if (!inside) return;
    let isCurrent = true;
    connection.ask('step').then(
      (step) => isCurrent && setLook(step ? { kind: 'seen', step } : { kind: 'gone' }),
      () => isCurrent && setLook({ kind: 'gone' }),
    );
    return () => {
      isCurrent = false;
    };
  }, [inside, state]);
  return inside ? look : none;
}

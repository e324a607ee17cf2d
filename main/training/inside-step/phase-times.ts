import type { PhaseTimes } from '../../contract/debug/inside-step';
import type { StepMark } from '../step/step';

/**
 * Measures how long the phases of a step take, where the step tells them apart.
 * @param now in milliseconds
 */
export function phaseTimer(now: () => number): {
  /** To be told of each mark of the step. */
  readonly mark: (mark: StepMark) => void;
  /** To be asked once the step is computed. */
  readonly times: () => PhaseTimes;
} {
  let begun = now();
  let last = begun;
  let ended: { [Mark in StepMark]?: number } = {};
  return {
    mark: (mark) => {
      const at = now();
      if (mark === 'begin') {
        begun = at;
        ended = {};
      } else {
        ended[mark] = at - last;
      }
      last = at;
    },
    times: () => {
      const { forward, loss, gradients, update } = ended;
      if (forward === undefined || loss === undefined || gradients === undefined || update === undefined) {
        return { kind: 'one-call', ms: now() - begun };
      }
      return { kind: 'phases', forward, loss, gradients, update };
    },
  };
}

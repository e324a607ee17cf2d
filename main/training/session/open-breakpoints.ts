import { CodedError, reportOf } from '../../contract/errors';
import type { RunPlan } from '../../contract/training-event';
import type { PlainData } from '../experiment';
import type { CompiledModel } from '../model/compiled-model';
import type { LiveEdits } from '../debug/edits/live-edits';
import type { RunLog } from './run-log';
import type { StepGate } from './step-gate';
import type { Travel } from '../time-travel/travel';
import { RunBreakpoints } from '../breakpoints/run-breakpoints';

/** The parts of a run that breakpoints read and act on. */
export type BreakableRun = {
  readonly plan: RunPlan;
  readonly models: ReadonlyMap<string, CompiledModel>;
  /** What a saved run has kept of its breakpoints; undefined if the run begins at its first batch. */
  readonly past: PlainData | undefined;
  readonly gate: StepGate;
  readonly log: RunLog;
  readonly edits: LiveEdits;
  /** Ends the run. */
  readonly abort: AbortController;
  /** Absent: the run can't go back. */
  readonly travel: () => Travel | undefined;
  /** Whether the way to a step is trained again. */
  readonly isRepeating: () => boolean;
  /** The model of the batch in flight, or of the last. */
  readonly presentModel: () => string | undefined;
};

/** The breakpoints of a session: none yet. */
export function openBreakpoints(run: BreakableRun): RunBreakpoints {
  const { plan, models, past, gate, log, edits, abort, travel, isRepeating, presentModel } = run;
  const scaleRate = (factor: number): void => {
    const model = presentModel() ?? '';
    const value = (models.get(model)?.optimizer.learningRate ?? NaN) * factor;
    try {
      edits.make(model, { kind: 'hyperparameter', name: 'learningRate', value });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      log.warning(reportOf(error));
    }
  };
  const whenArrived = (act: () => void): void => {
    if (isRepeating()) travel()?.whenArrived(act);
    else act();
  };
  // On a way to a step, an epoch may end that has not been told: where the run is to stand then is the person's to say.
  return new RunBreakpoints({
    plan,
    models,
    past,
    step: () => gate.step,
    isRepeating,
    recorded: (series, most) => travel()?.machine.recorded(series, most),
    deeds: {
      tell: (event) => log.send(event),
      log: (text) => log.logPoint(text),
      pause: (why) => {
        if (!isRepeating()) gate.closeBecause(why);
      },
      keepSnapshot: () => travel()?.keepNext(),
      stop: () => {
        if (isRepeating()) return;
        abort.abort();
        gate.end();
      },
      goBack: (step, arrived) => (isRepeating() ? whenArrived(arrived) : travel()?.returnTo(step, arrived)),
      scaleRate: (factor) => whenArrived(() => scaleRate(factor)),
    },
  });
}

import type { RunPlan } from '../../contract/training-event';
import type { RunLog } from './run-log';

export type ToldPlanParts = {
  readonly plan: RunPlan;
  readonly log: RunLog;
  /** Updates that there will have been in all, as far as is known. */
  readonly totalSteps: () => number | undefined;
};

/** The plan of a run as it was sent last: a run gets more steps when it is trained on files, fewer when batches are discarded. */
export class ToldPlan {
  readonly #parts: ToldPlanParts;
  #plan: RunPlan;

  constructor(parts: ToldPlanParts) {
    this.#parts = parts;
    this.#plan = parts.plan;
  }

  get plan(): RunPlan {
    return this.#plan;
  }

  /** Sends the plan again if its number of steps has changed. */
  tell(stepsPerEpoch = this.#plan.stepsPerEpoch): void {
    const totalSteps = this.#parts.totalSteps();
    if (totalSteps === this.#plan.totalSteps && stepsPerEpoch === this.#plan.stepsPerEpoch) return;
    const changed = {
      ...(stepsPerEpoch !== undefined && { stepsPerEpoch }),
      ...(totalSteps !== undefined && { totalSteps }),
    };
    this.#plan = { ...this.#plan, ...changed };
    this.#parts.log.send({ type: 'plan', plan: this.#plan });
  }
}

import type { PauseReason, RunState } from '../contract/run-state';
import type { TrainingEvent } from '../contract/training-event';

/** Notes the moment at which a run first stands still for a reason. */
export class StandWatch {
  /** Where it stands; absent until then. */
  state: RunState | undefined;
  /** Settles then. */
  readonly stood: Promise<RunState>;
  readonly #kind: PauseReason['kind'];
  #stand: (state: RunState) => void = () => undefined;

  constructor(kind: PauseReason['kind']) {
    this.#kind = kind;
    this.stood = new Promise((resolve) => (this.#stand = resolve));
  }

  hear(event: TrainingEvent): void {
    if (event.type !== 'state' || event.state.status !== 'paused' || event.state.why.kind !== this.#kind) return;
    this.state ??= event.state;
    this.#stand(event.state);
  }
}

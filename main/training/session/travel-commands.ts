import type { CommandId } from '../../contract/commands';
import type { Travel } from '../time-travel/travel';
import type { CommandGuard } from './command-guard';
import type { RunCore } from './run-core';

/** Commands that take a run to another place of its history. Each throws `illegal-command` for a run that keeps none, too. */
export class TravelCommands {
  readonly #core: RunCore;
  readonly #guard: CommandGuard;

  constructor(core: RunCore, guard: CommandGuard) {
    this.#core = core;
    this.#guard = guard;
  }

  /** @throws CodedError `no-such-step` */
  stepBack(count: number): void {
    this.#travelFor('stepBack');
    const { gate, inside, state } = this.#core;
    // Inside a batch, one step back is where it began.
    const from = state.status === 'moving' ? state.target : gate.step + (inside.pending ? 1 : 0);
    this.goTo(Math.max(0, from - count));
  }

  /** @throws CodedError `no-such-step` */
  goTo(step: number): void {
    const travel = this.#travelFor('goTo');
    const { inside, state } = this.#core;
    const isMoving = state.status === 'moving';
    travel.goTo(step);
    // On the way, the batch has been left already.
    if (inside.pending && !isMoving) inside.leave(travel.departure());
  }

  /** Lets the data begin anew behind its last batch, as an edit of this model does. @param goOn called there */
  extend(model: string, goOn: () => void): void {
    const travel = this.#travelFor('extend');
    const { edits, gate } = this.#core;
    const { step } = gate;
    travel.goTo(step, () => {
      if (gate.step !== step) return; // the person has gone elsewhere meanwhile
      edits.make(model, { kind: 'repeat-data', isOn: true });
      goOn();
    });
  }

  #travelFor(command: CommandId): Travel {
    this.#guard.check(command);
    const { travel } = this.#core;
    if (!travel) throw this.#guard.refusal(command);
    return travel;
  }
}

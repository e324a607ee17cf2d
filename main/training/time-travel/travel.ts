import { CodedError } from '../../contract/errors';
import type { LineStart } from '../../contract/debug/time-travel';
import type { PauseReason, RunState } from '../../contract/run-state';
import type { Logs, TrainingEvent } from '../../contract/training-event';
import type { CompiledModel } from '../model/compiled-model';
import type { PlainData } from '../experiment';
import { writeState } from '../model/state';
import type { StepGate } from '../session/step-gate';
import { Rewound } from './rewound';
import { statesOf, type Snapshot } from './snapshot';
import type { TimeMachine } from './time-machine';
import { Undoing } from './undoing';

export type TravelParts = {
  readonly machine: TimeMachine;
  readonly models: ReadonlyMap<string, CompiledModel>;
  readonly gate: StepGate;
  /** Milliseconds. */
  readonly now: () => number;
  readonly say: (state: RunState) => void;
  readonly send: (event: TrainingEvent) => void;
  /** Passed before each batch, with whether the way to it is repeated. */
  readonly reach: (step: number, isRepeating: boolean) => void;
  /** Whether batches that were discarded come next, before another update. */
  readonly isBeforeDiscarded: () => boolean;
  /** Whether a batch was let go since the last update. */
  readonly hasDiscarded: () => boolean;
  /** Hears of a new line. */
  readonly parted: (start: LineStart) => void;
  /** Past values and counts that belong to a snapshot. */
  readonly watchers: { getState(): PlainData; setState(state: PlainData | undefined): void };
  /** Hears that the run leaves its present step. */
  readonly departed: () => void;
};

/** Takes a run through its history: keeps snapshots between two batches, and goes where the person wants to be. */
export class Travel {
  readonly machine: TimeMachine;
  readonly undoing: Undoing;
  readonly #parts: TravelParts;
  #target: number | undefined;
  /** Where the way began that the person is told of; undefined: the run is on none. */
  #from: number | undefined;
  /** Whether the run has passed its target, which was changed on the way: it leaves again before the next batch. */
  #isBeyond = false;
  #reason: PauseReason | undefined;
  /** Where to go instead of the next batch. */
  #wish: { readonly step: number; readonly arrived: () => void } | undefined;
  #arrived: (() => void) | undefined;
  #keepsNext = false;

  constructor(parts: TravelParts) {
    this.#parts = parts;
    const { machine, now, hasDiscarded } = parts;
    this.machine = machine;
    this.undoing = new Undoing({ machine, now, hasDiscarded, leave: () => this.#leaveForPresent() });
  }

  /** Whether steps are trained again on the way to one: their events are not sent. */
  get isRepeating(): boolean {
    return this.#target !== undefined;
  }

  /** The newest step of the line, if the run stands before it. */
  get head(): number | undefined {
    const { machine } = this.#parts;
    return machine.at < machine.head ? machine.head : undefined;
  }

  /**
   * Goes to a step of the present line; the run must be waiting at a boundary, or be on its way to another step: it goes to
   * this one instead.
   * @param arrived called where it arrives
   * @throws CodedError `no-such-step`
   */
  goTo(step: number, arrived?: () => void): void {
    const { machine, gate, say } = this.#parts;
    // Who goes somewhere does not want to be taken elsewhere by a batch that was hit before.
    this.#wish = undefined;
    machine.forgetLost();
    const { oldest } = machine.use;
    if (!Number.isInteger(step) || step < oldest || step > machine.head) {
      throw new CodedError('no-such-step', { step, oldest, newest: machine.head });
    }
    const isUnderWay = this.#from !== undefined;
    this.#from ??= machine.at;
    this.#target = step;
    this.#isBeyond = isUnderWay && step <= machine.at;
    this.#arrived = arrived ?? (isUnderWay ? this.#arrived : undefined);
    say({ status: 'moving', step: this.#from, target: step });
    if (!isUnderWay) gate.interrupt();
  }

  /** Goes to a step, or to the oldest that is kept, instead of to the next batch. @param arrived called there */
  returnTo(step: number, arrived: () => void): void {
    this.#wish = { step, arrived };
  }

  /** Something is to be done where the run arrives that is on its way to a step. */
  whenArrived(act: () => void): void {
    const before = this.#arrived;
    this.#arrived = () => {
      before?.();
      act();
    };
  }

  /** A snapshot is kept before the next batch. */
  keepNext(): void {
    this.#keepsNext = true;
  }

  /**
   * Passed before each batch.
   * @param capture where the way of training stands
   * @throws Rewound to go elsewhere, RunEnded
   */
  async boundary(capture: () => PlainData): Promise<void> {
    const { machine, gate, send } = this.#parts;
    this.#followWish(capture);
    if (this.#isBeyond) this.depart();
    for (;;) {
      this.#parts.reach(machine.at, this.isRepeating);
      // A step is gone to as it was left: behind the batches that were discarded there, so that edits keep their order.
      const isArriving = machine.at === this.#target && !this.#parts.isBeforeDiscarded();
      const isWanted = this.#keepsNext || gate.isClosed;
      const isResting = isWanted && !this.isRepeating;
      const keep = (): void => {
        // The data is past a batch that a line which parts before the next update may train on.
        if (this.#parts.hasDiscarded()) return;
        if (machine.visit(() => this.#snapshot(capture()), isResting, this.#target))
          send({ type: 'snapshot', step: machine.at });
      };
      if (!isResting) keep();
      if (!this.isRepeating && !this.#parts.hasDiscarded()) this.#keepsNext = false;
      if (isArriving) this.#arrive();
      else if (this.isRepeating) return;
      const entering = gate.enter(this.#reason);
      if (isResting) keep(); // a person waits for the word that it stands, not for this
      if (isArriving) this.#tellArrived(); // the run stands there by now
      if (await entering) break;
      this.depart();
    }
    this.#reason = undefined;
  }

  /** Passed before each batch of a validation that lies on the way to a step. @throws Rewound to go elsewhere */
  validating(): void {
    if (this.#isBeyond) this.depart();
  }

  /** Begins a new line if the run stands in the past. */
  branch(): void {
    const { machine, send, parted } = this.#parts;
    const start = machine.part();
    if (!start) return;
    parted(start);
    send({ type: 'line', start });
  }

  /** The state at the present step was changed by hand. @param isInside whether a batch has begun since */
  changed(isInside: boolean): void {
    this.#parts.machine.changed(isInside ? undefined : this.#states());
  }

  /**
   * After the last batch: waits for a wish to go back.
   * @param say hears each time that the run has come to its end
   * @throws Rewound, RunEnded
   */
  async ended(say: () => void): Promise<never> {
    if (this.#isBeyond) this.depart();
    this.#target = undefined;
    this.#from = undefined;
    this.#followWish();
    say();
    await this.#parts.gate.wait();
    return this.depart();
  }

  dispose(): void {
    this.#parts.machine.dispose();
  }

  /** Called for each trained step: a new one in the past begins a line of its own. */
  trained(own: Logs): void {
    if (!this.isRepeating) this.branch();
    this.#parts.machine.trained(own);
  }

  #snapshot(position: PlainData): Snapshot {
    const watchers = this.#parts.watchers.getState();
    return { step: this.machine.at, models: this.#states(), position, watchers };
  }

  #states(): Snapshot['models'] {
    return statesOf(this.#parts.models);
  }

  #arrive(): void {
    const { machine, gate } = this.#parts;
    const exactness = machine.exactness(this.#states());
    gate.step = machine.at;
    this.#target = undefined;
    this.#from = undefined;
    const isUndone = this.undoing.isUnderWay;
    if (isUndone) this.undoing.arrived();
    if (isUndone && exactness.kind === 'exact') return;
    this.#reason = { kind: 'moved', exactness };
    if (isUndone) gate.closeBecause(this.#reason);
  }

  /** Nothing is said: the run is back before anybody has missed it. */
  #leaveForPresent(): Rewound {
    const { at } = this.machine;
    this.#target = at;
    return this.#departureFor(at);
  }

  #tellArrived(): void {
    const arrived = this.#arrived;
    this.#arrived = undefined;
    arrived?.();
  }

  /**
   * @param capture where the way of training stands; absent at the end of the run
   * @throws Rewound
   */
  #followWish(capture?: () => PlainData): void {
    const wish = this.#wish;
    if (!wish) return;
    this.#wish = undefined;
    const { machine, hasDiscarded } = this.#parts;
    machine.forgetLost();
    if (machine.use.oldest === machine.at) {
      // Nothing older is within reach: the run stays where it is, as if it had come here.
      if (!capture || hasDiscarded()) return;
      machine.visit(() => this.#snapshot(capture()), true);
    }
    this.goTo(Math.min(machine.head, Math.max(machine.use.oldest, wish.step)), wish.arrived);
    this.depart();
  }

  /**
   * Leaves for where the person wants to be. At least one step is trained again, where there is one, so that its batch can
   * be looked at.
   * @throws Rewound
   */
  depart(): never {
    throw this.departure();
  }

  /** As {@link depart}, returning the error for the caller to throw. */
  departure(): Rewound {
    return this.#departureFor(Math.max(this.machine.use.oldest, this.#target! - 1));
  }

  /** @param latest the step that is to be begun from at the latest */
  #departureFor(latest: number): Rewound {
    const { machine, models, gate } = this.#parts;
    this.#isBeyond = false;
    const { step, models: states, position, watchers } = machine.rewind(latest);
    for (const [name, state] of Object.entries(states)) writeState(models.get(name)!, state);
    gate.step = step;
    this.#parts.departed();
    this.#parts.watchers.setState(watchers);
    return new Rewound(position);
  }
}

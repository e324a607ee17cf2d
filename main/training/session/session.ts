import { memory } from '@tensorflow/tfjs-core';
import type { Breakpoint } from '../../contract/debug/breakpoint';
import type { SnapshotUse } from '../../contract/debug/time-travel';
import type { PauseReason, RunState } from '../../contract/run-state';
import type { RunPlan } from '../../contract/training-event';
import type { DebugContext } from '../debug/debug-context';
import { disposeModel } from '../dispose-model';
import { RunEnded } from '../run-ended';
import { CommandGuard } from './command-guard';
import { debugContextOf } from './debug-context-of';
import { RunCore } from './run-core';
import type { SavedRun } from './saved-run';
import type { SessionParts } from './session-options';
import { StepDecisions } from './step-decisions';
import { trainToEnd } from './train-to-end';
import { TravelCommands } from './travel-commands';

/** One run of an experiment, controlled by commands. Only plain numbers leave it. */
export class TrainingSession {
  readonly plan: RunPlan;
  /** The state that the run ends in; never rejects. */
  readonly done: Promise<RunState>;
  readonly #parts: SessionParts;
  readonly #core: RunCore;
  readonly #guard: CommandGuard;
  readonly #decisions: StepDecisions;
  readonly #travel: TravelCommands;
  #finish: (state: RunState) => void = () => undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.plan = parts.plan;
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
    const core = new RunCore({ ...parts, finished: (state) => this.#finish(state) });
    this.#core = core;
    this.#guard = new CommandGuard(() => core.state.status);
    this.#decisions = new StepDecisions(core, this.#guard);
    this.#travel = new TravelCommands(core, this.#guard);
    // A generator run knows its end itself: validation follows the last step.
    const { left } = parts.mode;
    if (left && parts.plan.mode !== 'generator') core.gate.left = left;
    core.log.send({ type: 'plan', plan: parts.plan });
    core.tellResumed();
    core.log.loaded(
      parts.plan.name,
      parts.plan.models.reduce((sum, { parameters }) => sum + parameters, 0),
    );
    core.say(core.state);
  }

  /** Where the run stands now. */
  get state(): RunState {
    return this.#core.state.status === 'running'
      ? { ...this.#core.state, step: this.#core.gate.step }
      : this.#core.state;
  }

  /** Starts or resumes. @throws CodedError `illegal-command`, as the other commands do */
  run(): void {
    const isNew = this.#guard.check('run') === 'ready';
    this.#core.gate.open();
    this.#go(isNew);
  }

  /** A message for the run has come: `command` if what it wants is to happen before others are heard. */
  heard(kind: 'command' | 'other'): void {
    this.#core.breaks.heard(kind);
  }

  /**
   * Stands still after the batch in flight.
   * @param why absent: the person asked
   */
  pause(why?: PauseReason): void {
    this.#guard.check('pause');
    this.#core.gate.close(why);
  }

  /** Trains exactly `count` batches, then pauses. */
  step(count: number): void {
    const isNew = this.#guard.check(count === 1 ? 'step' : 'stepN') === 'ready';
    if (!Number.isInteger(count) || count < 1)
      throw new RangeError(`step: expected a count of 1 or more, got ${count}`);
    this.#core.gate.openFor(count);
    this.#go(isNew);
  }

  /** Into the next batch; inside one, to its next phase. */
  stepInto(): void {
    const isNew = this.#guard.check('stepInto') === 'ready';
    const { gate, inside } = this.#core;
    // Behind its last phase the run stands still, whatever let it come here.
    if (!inside.pending || gate.letsNextPass) gate.openFor(1);
    if (!inside.pending) this.#go(isNew);
    inside.stepInto();
  }

  /** Writes the update that the run stands before, then pauses. */
  commit(): void {
    this.#decisions.decide('commit');
  }

  /** Discards the update that the run stands before, then pauses. */
  discard(): void {
    this.#decisions.decide('discard');
  }

  /** Trains to the end of the epoch, then pauses. */
  runToEpochEnd(): void {
    const isNew = this.#guard.check('epochEnd') === 'ready';
    this.#core.gate.open();
    this.#go(isNew, true);
  }

  /**
   * Goes back by so many batches, from where the run stands or is on its way to; at most to the beginning.
   * @throws CodedError `no-such-step` too
   */
  stepBack(count = 1): void {
    this.#travel.stepBack(count);
  }

  /** Goes to a step of the present line, instead of to one that the run is on its way to. @throws CodedError `no-such-step` too */
  goTo(step: number): void {
    this.#travel.goTo(step);
  }

  /** Replaces all breakpoints; those that do not fit the run are ignored. */
  setBreakpoints(list: readonly Breakpoint[]): void {
    this.#core.breakpoints.replace(list);
    this.#core.inside.judge = this.#core.breakpoints.judge;
  }

  /** Ends the run after the batch in flight; the models stay as they are. */
  stop(): void {
    this.#guard.check('stop');
    this.#end();
  }

  /** Goes on with a run whose data ended early: the data begins anew, as by an edit behind the last batch. */
  extend(): void {
    const [model] = this.#parts.models.keys();
    this.#travel.extend(model!, () => this.run());
  }

  /** Takes a run whose data ended early as finished. */
  finish(): void {
    this.#guard.check('finish');
    this.#core.say({ status: 'finished', step: this.#core.gate.step });
  }

  /** What a question of the window may look at now. */
  debugContext(): DebugContext {
    const [parts, core, guard, decisions] = [this.#parts, this.#core, this.#guard, this.#decisions];
    return debugContextOf({ parts, core, state: this.state, guard, decisions });
  }

  /** Snapshots that are kept to go back to; undefined if the run can't. */
  snapshotUse(): SnapshotUse | undefined {
    return this.#core.travel?.machine.use;
  }

  /** Whether {@link savedRun} gives a run here. */
  get canBeSaved(): boolean {
    return this.#core.keeper?.canSave ?? false;
  }

  /** All that the run goes on from, as it stood before the batch in flight. Only with `keepsBoundary`. */
  savedRun(): SavedRun | undefined {
    return this.#core.savedRun();
  }

  /** Tensors that are alive in this process. */
  tensorCount(): number {
    return memory().numTensors;
  }

  /** Disposes of all tensors of the run; nothing may be called afterwards. */
  dispose(): void {
    this.#end();
    this.#core.travel?.dispose();
    this.#core.kept?.dispose();
    this.#parts.files?.dispose();
    this.#core.batches.forget();
    for (const compiled of this.#parts.models.values()) disposeModel(compiled);
  }

  #end(): void {
    this.#parts.surroundings.abort.abort();
    this.#core.gate.end();
    this.#core.inside.leave(new RunEnded('stopped'));
  }

  /** Lets the training go on, or begin. What an earlier command wanted of the end of the epoch is over. */
  #go(isNew: boolean, pausesAtEpochEnd = false): void {
    this.#core.pausesAtEpochEnd = pausesAtEpochEnd;
    this.#core.inside.goOn();
    if (!isNew) return;
    this.#core.kept?.begin();
    void this.#train();
  }

  async #train(): Promise<void> {
    const end = await trainToEnd(this.#parts, this.#core);
    this.#core.say(end);
    this.#finish(end);
  }
}

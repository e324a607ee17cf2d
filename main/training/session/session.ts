import { memory } from '@tensorflow/tfjs-core';
import { isLegal, type CommandId } from '../../contract/commands';
import type { Breakpoint } from '../../contract/debug/breakpoint';
import type { EditRecord } from '../../contract/debug/edits';
import type { SnapshotUse } from '../../contract/debug/time-travel';
import type { Variant } from '../../contract/debug/what-if';
import { CodedError } from '../../contract/errors';
import type { PauseReason, RunState } from '../../contract/run-state';
import type { Logs, RunPlan } from '../../contract/training-event';
import { buildModels } from '../model/build-models';
import { BatchFiles } from '../debug/replay/batch-files';
import type { DebugContext } from '../debug/debug-context';
import { variantStep } from '../debug/what-if/variant-step';
import { disposeModel } from '../dispose-model';
import { openMode } from '../modes';
import { planOf } from './run-plan';
import { restoreModels, seedOf, type SavedRun } from './saved-run';
import { RunEnded } from '../run-ended';
import { HistoryFiles } from '../time-travel/history-files';
import type { Peek } from '../time-travel/recorded-source';
import type { Travel } from '../time-travel/travel';
import { RunCore } from './run-core';
import { surroundingsOf, type SessionOptions, type SessionParts } from './session-options';
import { trainToEnd } from './train-to-end';

export type { SessionOptions } from './session-options';

/**
 * Builds the models of an experiment and opens its data, up to the state `ready`.
 * @throws CodedError if a function of the person's throws or gives something that can't be trained
 */
export async function createSession(options: SessionOptions): Promise<TrainingSession> {
  const { experiment, file, run, threads, versions } = options;
  const seed = seedOf(run.seed, options.resume, experiment.seed);
  const surroundings = surroundingsOf(seed);
  const models = await buildModels(experiment, surroundings.context, run.eager);
  const files = options.history && new HistoryFiles(options.history);
  const mode = await openMode(experiment, models, surroundings.context, {
    overrides: run,
    ...(files && { openJournal: (name) => files.openJournal(name) }),
  });
  if (options.resume) {
    if (!mode.resume) throw new CodedError('resume-loop', {});
    restoreModels(models, options.resume);
    await mode.resume(options.resume.position);
  }
  const batchFiles = new BatchFiles();
  await batchFiles.prepare(options.edits ?? [], options.resume);
  const plan = planOf({ experiment, file, seed, threads, versions, models, length: mode.length });
  return new TrainingSession({ options, models, mode, plan, surroundings, files, batchFiles });
}

/** One run of an experiment, controlled by commands. Only plain numbers leave it. */
export class TrainingSession {
  readonly plan: RunPlan;
  /** The state that the run ends in; never rejects. */
  readonly done: Promise<RunState>;
  readonly #parts: SessionParts;
  readonly #core: RunCore;
  #finish: (state: RunState) => void = () => undefined;
  #isPeeking = false;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.plan = parts.plan;
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
    const core = new RunCore({ ...parts, finished: (state) => this.#finish(state) });
    this.#core = core;
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
    const isNew = this.#check('run') === 'ready';
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
    this.#check('pause');
    this.#core.gate.close(why);
  }

  /** Trains exactly `count` batches, then pauses. */
  step(count: number): void {
    const isNew = this.#check(count === 1 ? 'step' : 'stepN') === 'ready';
    if (!Number.isInteger(count) || count < 1)
      throw new RangeError(`step: expected a count of 1 or more, got ${count}`);
    this.#core.gate.openFor(count);
    this.#go(isNew);
  }

  /** Into the next batch; inside one, to its next phase. */
  stepInto(): void {
    const isNew = this.#check('stepInto') === 'ready';
    const { gate, inside } = this.#core;
    // Behind its last phase the run stands still, whatever let it come here.
    if (!inside.pending || gate.letsNextPass) gate.openFor(1);
    if (!inside.pending) this.#go(isNew);
    inside.stepInto();
  }

  /** Writes the update that the run stands before, then pauses. */
  commit(): void {
    this.#decide('commit');
  }

  /** Discards the update that the run stands before, then pauses. */
  discard(): void {
    this.#decide('discard');
  }

  /** Trains to the end of the epoch, then pauses. */
  runToEpochEnd(): void {
    const isNew = this.#check('epochEnd') === 'ready';
    this.#core.gate.open();
    this.#go(isNew, true);
  }

  /**
   * Goes back by so many batches, from where the run stands or is on its way to; at most to the beginning.
   * @throws CodedError `no-such-step` too
   */
  stepBack(count = 1): void {
    this.#travelFor('stepBack');
    const { gate, inside, state } = this.#core;
    // Inside a batch, one step back is where it began.
    const from = state.status === 'moving' ? state.target : gate.step + (inside.pending ? 1 : 0);
    this.goTo(Math.max(0, from - count));
  }

  /** Goes to a step of the present line, instead of to one that the run is on its way to. @throws CodedError `no-such-step` too */
  goTo(step: number): void {
    const travel = this.#travelFor('goTo');
    const { inside, state } = this.#core;
    const isMoving = state.status === 'moving';
    travel.goTo(step);
    // On the way, the batch has been left already.
    if (inside.pending && !isMoving) inside.leave(travel.departure());
  }

  /** Replaces all breakpoints; those that do not fit the run are ignored. */
  setBreakpoints(list: readonly Breakpoint[]): void {
    this.#core.breakpoints.replace(list);
    this.#core.inside.judge = this.#core.breakpoints.judge;
  }

  /** Ends the run after the batch in flight; the models stay as they are. */
  stop(): void {
    this.#check('stop');
    this.#parts.surroundings.abort.abort();
    this.#core.gate.end();
    this.#core.inside.leave(new RunEnded('stopped'));
  }

  /** Goes on with a run whose data ended early: the data begins anew, as by an edit behind the last batch. */
  extend(): void {
    const travel = this.#travelFor('extend');
    const { edits, gate } = this.#core;
    const { step } = gate;
    travel.goTo(step, () => {
      if (gate.step !== step) return; // the person has gone elsewhere meanwhile
      const [model] = this.#parts.models.keys();
      edits.make(model!, { kind: 'repeat-data', isOn: true });
      this.run();
    });
  }

  /** Takes a run whose data ended early as finished. */
  finish(): void {
    this.#check('finish');
    this.#core.say({ status: 'finished', step: this.#core.gate.step });
  }

  /** What a question of the window may look at now. */
  debugContext(): DebugContext {
    const { models, options } = this.#parts;
    return {
      models,
      plan: this.#core.plan.plan,
      experiment: options.experiment,
      state: this.state,
      last: this.#core.batches.last,
      pending: this.#core.inside.pending,
      peek: this.#alone(this.#parts.mode.peek),
      peekValidation: this.#alone(this.#parts.mode.peekValidation),
      validate: () => this.#validate(),
      seenRows: this.#core.batches.seenRows,
      edits: this.#core.edits,
      breakpoints: this.#core.breakpoints,
      files: this.#parts.batchFiles,
      keepVariant: (variant) => this.#keepVariant(variant),
    };
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
    this.#parts.surroundings.abort.abort();
    this.#core.gate.end();
    this.#core.inside.leave(new RunEnded('stopped'));
    this.#core.travel?.dispose();
    this.#core.kept?.dispose();
    this.#parts.files?.dispose();
    this.#core.batches.forget();
    for (const compiled of this.#parts.models.values()) disposeModel(compiled);
  }

  #check(command: CommandId): RunState['status'] {
    const { status } = this.#core.state;
    if (!isLegal(command, status) || this.#isPeeking) throw new CodedError('illegal-command', { command, status });
    return status;
  }

  /** @throws CodedError `illegal-command` for a run that keeps no history, too */
  #travelFor(command: CommandId): Travel {
    const status = this.#check(command);
    const { travel } = this.#core;
    if (!travel) throw new CodedError('illegal-command', { command, status });
    return travel;
  }

  /** Refuses commands while a peek reads the data. */
  #alone(peek: Peek | undefined): Peek | undefined {
    if (!peek) return undefined;
    return async (take) => {
      if (this.#isPeeking) throw new CodedError('illegal-command', { command: 'preflight', status: this.state.status });
      this.#isPeeking = true;
      try {
        return await peek(take);
      } finally {
        this.#isPeeking = false;
      }
    };
  }

  /** @throws CodedError `illegal-command` while the run is not over, and whatever is wrong with the data */
  async #validate(): Promise<Logs | undefined> {
    const { status } = this.#core.state;
    const isOver = status === 'finished' || status === 'out-of-data';
    if (!isOver || this.#isPeeking) throw new CodedError('illegal-command', { command: 'validate', status });
    this.#isPeeking = true;
    try {
      const logs = await this.#parts.mode.validate?.();
      if (logs) this.#core.log.validated(this.#core.gate.step, logs);
      return logs;
    } finally {
      this.#isPeeking = false;
    }
  }

  #decide(move: 'commit' | 'discard'): void {
    const status = this.#check(move);
    if (!this.#core.inside.pending) throw new CodedError('illegal-command', { command: move, status });
    this.#core.gate.openFor(1);
    if (move === 'discard') this.#core.gate.closeBecause({ kind: 'stepped', batches: 0 });
    this.#core.inside.decide(move);
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

  /** Writes a variant of the step that the run stands in. */
  #keepVariant(variant: Variant): EditRecord {
    const { pending } = this.#core.inside;
    if (!pending || this.#isPeeking)
      throw new CodedError('illegal-command', { command: 'keep', status: this.#core.state.status });
    this.#core.inside.replace(variantStep(pending.compiled, pending.batch, pending.key, variant));
    const record = this.#core.edits.kept(pending.compiled.name, variant);
    this.commit();
    return record;
  }
}

import { reasonOf } from '../../contract/errors';
import { withoutHead, type RunState } from '../../contract/run-state';
import type { Logs } from '../../contract/training-event';
import { openBreakpoints } from './open-breakpoints';
import type { RunBreakpoints } from '../breakpoints/run-breakpoints';
import { onPreparing } from '../compiled-step/preparing';
import { LiveEdits } from '../debug/edits/live-edits';
import { editsAhead } from '../debug/edits/planned-edits';
import { InsideStep } from '../inside-step/inside-step';
import { Replays } from '../debug/replay/replays';
import type { PlainData } from '../experiment';
import type { EndStatus, RunObserver } from '../modes';
import { forwardMode, trainApart } from '../step/train-on-batch';
import { TimeMachine } from '../time-travel/time-machine';
import { Travel } from '../time-travel/travel';
import { BatchPass } from './batch-pass';
import { Boundary } from './boundary';
import { MessageBreaks } from './message-breaks';
import { RunLog } from './run-log';
import { KeptRun } from './kept-run';
import { nextBatch } from './next-batch';
import { BoundaryKeeper, type SavedRun } from './saved-run';
import type { SessionParts } from './session-options';
import { RunEnded } from '../run-ended';
import { StepGate } from './step-gate';
import { ToldPlan } from './told-plan';

/** `finished` is called each time the run comes to its end. */
export type CoreParts = SessionParts & { readonly finished: (state: RunState) => void };

/** The parts of a run, joined to each other and to its way of training. Commands go through the session. */
export class RunCore {
  readonly log: RunLog;
  readonly gate: StepGate;
  readonly plan: ToldPlan;
  readonly edits: LiveEdits;
  readonly breakpoints: RunBreakpoints;
  readonly travel: Travel | undefined;
  readonly inside: InsideStep;
  readonly batches: BatchPass;
  readonly breaks: MessageBreaks;
  /** Present if the run is to be saved. */
  readonly keeper: BoundaryKeeper | undefined;
  /** Present if the run keeps itself on disk. */
  readonly kept: KeptRun | undefined;
  state: RunState;
  pausesAtEpochEnd = false;
  /** The newest epoch of the present line whose end was told. */
  #toldEpoch = -1;
  readonly #replays: Replays;
  readonly #boundary: Boundary;
  readonly #parts: CoreParts;

  /** Whether the way to a step is trained again: nothing on it is told a second time. */
  readonly isRepeating = (): boolean => this.travel?.isRepeating ?? false;

  constructor(parts: CoreParts) {
    this.#parts = parts;
    const { models, options } = parts;
    this.log = new RunLog(options.listener, options.now);
    this.breaks = new MessageBreaks(options.now, options.isCalled);
    this.gate = new StepGate((state) => this.say(state));
    this.keeper = options.keepsBoundary && new BoundaryKeeper(models, options.keepsBoundary);
    if (options.resume) this.gate.step = options.resume.step;
    this.state = { status: 'ready', step: this.gate.step };
    this.kept = this.#openKept();
    this.#prepareModels();
    this.#replays = this.#openReplays();
    this.plan = this.#openPlan();
    this.edits = this.#openEdits();
    this.breakpoints = this.#openBreakpoints();
    this.travel = this.#openTravel();
    this.inside = this.#openInside();
    const { breakpoints, breaks, edits, gate, inside, isRepeating, keeper, kept, log, travel } = this;
    const joined = { breakpoints, breaks, edits, gate, inside, isRepeating, keeper, kept, log, travel };
    this.batches = new BatchPass({ ...joined, models, options, plan: parts.plan });
    const { batches, plan } = this;
    this.#boundary = new Boundary({ ...joined, batches, models, plan, replays: this.#replays, resume: options.resume });
  }

  say(state: RunState): void {
    const head = state.status === 'paused' ? this.travel?.head : undefined;
    const isBetween = state.status === 'paused' && state.at === 'between-batches' && head === undefined;
    if (isBetween && !this.isRepeating()) this.plan.tell();
    const ahead = (isBetween && this.#parts.mode.ahead?.()) || undefined;
    this.state = { ...state, ...(head !== undefined && { head }), ...(ahead !== undefined && { ahead }) } as RunState;
    this.log.state(this.state);
    if (isBetween && !this.isRepeating()) this.kept?.rested();
  }

  /** Tells where the run begins, if another process has trained it so far. */
  tellResumed(): void {
    const { resume } = this.#parts.options;
    if (!resume) return;
    const { epoch } = nextBatch(resume);
    this.log.send({ type: 'resumed', step: resume.step, epoch, edits: this.edits.records });
  }

  /** All that the run goes on from, as it stands between two batches. */
  savedRun(): SavedRun | undefined {
    const saved = this.keeper?.saved();
    if (!saved) return undefined;
    const { options, plan } = this.#parts;
    const { epochs, stepsPerEpoch } = options.run;
    const given = { ...(epochs !== undefined && { epochs }), ...(stepsPerEpoch !== undefined && { stepsPerEpoch }) };
    const edits = this.edits.records;
    const origin = { file: plan.file, name: plan.name, ...given };
    const bytes = options.told?.();
    const told = bytes && { dtype: 'uint8' as const, shape: [bytes.byteLength], bytes };
    const watchers = this.breakpoints.savedState;
    return { ...saved, seed: plan.seed, ...(edits.length > 0 && { edits }), origin, watchers, ...(told && { told }) };
  }

  /** What the mode of training reports to and waits for. */
  observer(): RunObserver {
    const { batches, gate } = this;
    return {
      enter: (capture) => this.#enter(capture),
      ended: (status) => this.#ended(status),
      get step() {
        return gate.step;
      },
      reach: (epoch, batch) => {
        batches.place = { epoch, batch };
        this.#parts.surroundings.epoch = epoch;
      },
      epochLength: (stepsPerEpoch) => {
        if (!this.isRepeating()) this.plan.tell(stepsPerEpoch);
      },
      epochBegin: (epoch) => {
        if (!this.isRepeating()) this.log.send({ type: 'epoch-begin', epoch, step: gate.step });
      },
      train: (place) => batches.train(place),
      batchEnd: (compiled, epoch, batch, trained) => {
        batches.place = { epoch, batch: batch + 1 };
        return batches.trained({ compiled, epoch, index: batch }, trained);
      },
      epochEnd: (epoch, logs, early) => {
        // A run that stood in a validation comes through the end of its epoch on a way that is repeated.
        const isNew = !this.isRepeating() || epoch > this.#toldEpoch;
        if (isNew) this.#epochEnded(epoch, logs, early);
        this.breakpoints.epochEnded(logs, isNew);
      },
      warn: (warning) => {
        if (!this.isRepeating()) this.log.warning(warning);
      },
      // On a way that is repeated, too: the file is another one then.
      saved: (folder) => this.log.send({ type: 'saved', step: gate.step, folder }),
    };
  }

  /** @throws RunEnded, Rewound */
  async #enter(capture: (() => PlainData) | undefined): Promise<void> {
    try {
      await this.#boundary.enter(capture);
    } catch (error) {
      if (error instanceof RunEnded && error.why === 'complete') await this.#ended('finished');
      throw error;
    }
  }

  #epochEnded(epoch: number, logs: Logs, early: number | undefined): void {
    this.#toldEpoch = epoch;
    this.log.epochEnd({ epoch, logs, ...(early !== undefined && { early }) }, this.gate.step);
    for (const [name, compiled] of this.#parts.models) this.log.evaluates(name, forwardMode(compiled));
    if (!this.pausesAtEpochEnd || this.isRepeating()) return;
    this.pausesAtEpochEnd = false;
    this.gate.closeBecause({ kind: 'epoch-ended' });
  }

  /** Says that the run is over, then waits: until it is disposed of, it can still go back. */
  async #ended(status: EndStatus): Promise<void> {
    if (this.#parts.surroundings.abort.signal.aborted) return;
    this.edits.end();
    if (!this.travel) return;
    await this.travel.ended(() => {
      this.say({ status, step: this.gate.step });
      this.#parts.finished(this.state);
    });
  }

  #prepareModels(): void {
    const { models, options } = this.#parts;
    for (const compiled of models.values()) {
      if (options.overlap) trainApart(compiled, true);
      onPreparing(compiled, (isPreparing) => this.log.send({ type: 'preparing', step: this.gate.step, isPreparing }));
    }
  }

  #openPlan(): ToldPlan {
    const { mode, plan } = this.#parts;
    const totalSteps = (): number | undefined => {
      const left = mode.left?.();
      return left === undefined ? undefined : this.gate.step + left + this.#replays.due;
    };
    return new ToldPlan({ plan, log: this.log, totalSteps });
  }

  #openKept(): KeptRun | undefined {
    const { keep, now } = this.#parts.options;
    if (!keep || !this.keeper) return undefined;
    // In the past stands what was left, or is trained again.
    const saved = () => (this.travel?.head === undefined && !this.isRepeating() ? this.savedRun() : undefined);
    const onTrouble = (error: unknown): void => {
      const message = reasonOf((error instanceof Error && error.cause) || error);
      this.log.warning({ code: 'run-not-kept', values: { folder: keep.folder, message } });
    };
    return new KeptRun({ ...keep, saved, now, onTrouble }, this.gate.step);
  }

  #openInside(): InsideStep {
    return new InsideStep({
      now: this.#parts.options.now,
      askedAt: () => this.batches.askedAt,
      step: () => this.gate.step,
      say: (state) => this.say(state),
      stands: (isStanding) => this.batches.stands(isStanding),
      discarded: (place) => this.batches.discarded(place),
      undoing: this.travel?.undoing,
    });
  }

  #openEdits(): LiveEdits {
    const { models, options, plan } = this.#parts;
    return new LiveEdits({
      planned: editsAhead(options.edits ?? [], options.resume),
      models,
      status: () => this.state.status,
      step: () => this.gate.step,
      send: (event) => this.log.send(event),
      warn: (warning) => this.log.warning(warning),
      plan,
      isInside: () => this.inside.pending !== undefined,
      hasDiscarded: () => this.batches.hasDiscarded,
      recompute: (change) => this.inside.recompute(change),
      renew: () => this.inside.renew(),
      files: this.#parts.batchFiles,
      present: () => {
        const { pending } = this.inside;
        return pending?.file === undefined ? pending && { epoch: pending.epoch, batch: pending.index } : undefined;
      },
      ...(options.resume?.edits && { past: options.resume.edits }),
      parting: () => this.travel?.branch(),
      changed: () => {
        const { pending } = this.inside;
        if (pending) this.breakpoints.edited(pending.compiled);
        this.travel?.changed(pending !== undefined);
        if (this.state.status === 'paused') this.say(withoutHead(this.state));
      },
    });
  }

  #openReplays(): Replays {
    const { batchFiles: files, models, plan } = this.#parts;
    return new Replays({
      models,
      files,
      keyOf: ({ optimizer }) => (plan.mode === 'loop' ? this.gate.step : optimizer.iterations),
      next: () => this.batches.place,
      train: (place) => this.batches.train(place),
      trained: (place, trained) => this.batches.trained(place, trained),
    });
  }

  #openBreakpoints(): RunBreakpoints {
    const { models, options, plan, surroundings } = this.#parts;
    return openBreakpoints({
      plan,
      models,
      past: options.resume?.watchers,
      gate: this.gate,
      log: this.log,
      edits: this.edits,
      abort: surroundings.abort,
      travel: () => this.travel,
      isRepeating: this.isRepeating,
      presentModel: () => (this.inside.pending ?? this.batches.last)?.compiled.name,
    });
  }

  #openTravel(): Travel | undefined {
    const { files, mode, models, options } = this.#parts;
    if (!files) return undefined;
    files.warn = (warning) => this.log.warning(warning);
    const { now } = options;
    return new Travel({
      machine: new TimeMachine({
        ...files.parts,
        now,
        begins: this.gate.step,
        reaches: mode.reaches,
        without: mode.without,
        ...(mode.hash && { hash: mode.hash }),
        forgetLost: () => files.forgetLost(),
      }),
      models,
      gate: this.gate,
      now,
      say: (state) => this.say(state),
      send: (event) => this.log.send(event),
      reach: (step, isRepeating) => this.edits.reach(step, isRepeating),
      isBeforeDiscarded: () => this.edits.discards.isNext(this.gate.step),
      hasDiscarded: () => this.batches.hasDiscarded,
      parted: (start) => {
        this.edits.part(start);
        this.breakpoints.parted();
        this.kept?.parted();
        this.#toldEpoch = Math.min(this.#toldEpoch, this.batches.place.epoch - 1);
      },
      watchers: this.breakpoints,
      departed: () => this.batches.departed(),
    });
  }
}

import { withoutHead, type RunState } from '../../contract/run-state';
import type { Logs, RunPlan } from '../../contract/training-event';
import type { LastBatch } from '../debug/batch/batch-detail';
import { openBreakpoints } from '../breakpoints/open-breakpoints';
import type { RunBreakpoints } from '../breakpoints/run-breakpoints';
import { onPreparing } from '../compiled-step/preparing';
import { disposeBatch } from '../data/prepared-batch';
import { LiveEdits } from '../debug/edits/live-edits';
import { SeenRows } from '../debug/batch/seen-rows';
import type { BatchFiles } from '../debug/replay/batch-files';
import { Replays } from '../debug/replay/replays';
import { InsideStep, type BatchPlace } from '../debug/inside-step';
import { trainVariant } from '../debug/what-if/variant-step';
import type { PlainData } from '../experiment';
import { MessageBreaks } from './message-breaks';
import { RunLog } from './run-log';
import type { EndStatus, RunObserver } from '../modes';
import { Overlap } from './overlap';
import { namedLogs } from './run-plan';
import { BoundaryKeeper, restoreModels, type SavedRun } from './saved-run';
import { RunEnded, StepGate } from './step-gate';
import { disposeResults } from '../step/step';
import { Rewound } from '../time-travel/rewound';
import { TimeMachine } from '../time-travel/time-machine';
import { Travel } from '../time-travel/travel';
import { forwardMode, stepMode, trainApart, type TrainedBatch } from '../step/train-on-batch';
import type { SessionParts } from './session-options';

/** `finished` is called each time the run comes to its end. */
export type CoreParts = SessionParts & { readonly finished: (state: RunState) => void };

/** The parts of a run: its gate, its history and what looks at its batches. Commands go through the session. */
export class RunCore {
  readonly log: RunLog;
  readonly gate: StepGate;
  readonly edits: LiveEdits;
  readonly breakpoints: RunBreakpoints;
  readonly travel: Travel | undefined;
  readonly inside: InsideStep;
  readonly seenRows = new SeenRows();
  /** Batches out of files that it is trained on. */
  readonly files: BatchFiles;
  readonly #replays: Replays;
  /** As sent last: it gets more steps when the run is trained on files, fewer when batches are discarded. */
  plan: RunPlan;
  state: RunState = { status: 'ready', step: 0 };
  /** The batch that was trained last, with its tensors. */
  last: LastBatch | undefined;
  /** Of the batch that is being asked for or trained. */
  place = { epoch: 0, batch: 0 };
  pausesAtEpochEnd = false;
  /** Present if the run is to be saved. */
  readonly keeper: BoundaryKeeper | undefined;
  #resume: SavedRun | undefined;
  readonly #parts: CoreParts;
  #batchBegan = 0;
  #stoodAt = 0;
  /** The step at which a batch was discarded last. */
  #discardedAt = -1;
  readonly #breaks: MessageBreaks;
  /** Absent if it was decided beforehand. */
  readonly #overlap: Overlap | undefined;

  constructor(parts: CoreParts) {
    this.#parts = parts;
    this.plan = parts.plan;
    const { listener, now } = parts.options;
    this.log = new RunLog(listener, now);
    this.#breaks = new MessageBreaks(now);
    this.gate = new StepGate((state) => this.say(state));
    this.keeper = parts.options.keepsBoundary ? new BoundaryKeeper(parts.models) : undefined;
    this.#resume = parts.options.resume;
    if (this.#resume) this.gate.step = this.#resume.step;
    const { overlap } = parts.options;
    if (overlap === undefined) this.#overlap = new Overlap();
    for (const compiled of parts.models.values()) {
      if (overlap) trainApart(compiled, true);
      onPreparing(compiled, (isPreparing) => this.log.send({ type: 'preparing', step: this.gate.step, isPreparing }));
    }
    this.files = parts.batchFiles;
    this.#replays = this.#openReplays();
    this.edits = this.#openEdits();
    this.breakpoints = this.#openBreakpoints();
    this.travel = this.#openTravel();
    this.inside = new InsideStep({
      step: () => this.gate.step,
      say: (state) => this.say(state),
      stands: (isStanding) => this.#stands(isStanding),
      discarded: (place) => this.#discarded(place),
    });
  }

  /** Listens for commands more often for a while. */
  attend(): void {
    this.#breaks.attend();
  }

  /** A message has come: `command` if what it wants is to happen before others are heard. */
  heard(kind: 'command' | 'other'): void {
    this.#breaks.heard(kind);
  }

  /** The time that a person looks inside a batch does not count as the batch's. */
  #stands(isStanding: boolean): void {
    const now = this.#parts.options.now();
    if (isStanding) this.#stoodAt = now;
    else this.#batchBegan += now - this.#stoodAt;
  }

  say(state: RunState): void {
    const head = state.status === 'paused' ? this.travel?.head : undefined;
    const isBetween = state.status === 'paused' && state.at === 'between-batches' && head === undefined;
    if (isBetween && !this.#isRepeating) this.#tellPlan();
    const ahead = (isBetween && this.#parts.mode.ahead?.()) || undefined;
    this.state = { ...state, ...(head !== undefined && { head }), ...(ahead !== undefined && { ahead }) } as RunState;
    this.log.state(this.state);
  }

  /** What the mode of training reports to and waits for. */
  observer(): RunObserver {
    const gate = this.gate;
    return {
      enter: (capture) => this.#enter(capture),
      ended: (status) => this.#ended(status),
      get step() {
        return gate.step;
      },
      setEpoch: (epoch) => {
        if (epoch !== this.place.epoch) this.place = { epoch, batch: 0 };
        this.#parts.surroundings.epoch = epoch;
      },
      epochLength: (stepsPerEpoch) => {
        if (!this.#isRepeating) this.#tellPlan(stepsPerEpoch);
      },
      epochBegin: (epoch) => {
        if (!this.#isRepeating) this.log.send({ type: 'epoch-begin', epoch, step: gate.step });
      },
      train: (place) => this.#trainBatch(place),
      batchEnd: (compiled, epoch, batch, trained) => {
        this.place = { epoch, batch: batch + 1 };
        return this.#batchEnd({ compiled, epoch, index: batch }, trained);
      },
      epochEnd: (epoch, logs) => {
        if (!this.#isRepeating) this.#epochEnded(epoch, logs);
        this.breakpoints.epochEnded(logs);
      },
      warn: (warning) => {
        if (!this.#isRepeating) this.log.warning(warning);
      },
    };
  }

  /** @throws RunEnded, Rewound */
  async #enter(capture: (() => PlainData) | undefined): Promise<void> {
    try {
      do {
        await this.#boundary(capture);
        if (!capture && this.#isRepeating) return;
        this.edits.pass();
        if (capture && !this.#isRepeating) this.#tellPlan();
        this.#batchBegan = this.#parts.options.now();
      } while (capture && (await this.#replays.trainNext()));
    } catch (error) {
      if (error instanceof RunEnded && error.why === 'complete') await this.#ended('finished');
      throw error;
    }
  }

  async #boundary(capture: (() => PlainData) | undefined): Promise<void> {
    if (capture) this.#passBoundary(capture);
    else await this.#breaks.pass();
    if (this.travel && capture) return this.travel.boundary(capture);
    if (this.#isRepeating) return; // a validation on the way to a step
    if (capture) this.edits.reach(this.gate.step, false);
    if (!(await this.gate.enter())) this.travel!.depart();
  }

  /** @throws Rewound once, where the run is to go on */
  #passBoundary(capture: () => PlainData): void {
    const resume = this.#resume;
    this.#resume = undefined;
    if (!resume) return this.keeper?.pass(this.gate.step, capture());
    const { epoch, batch } = resume.position as { readonly epoch: number; readonly batch: number };
    // The epoch began in another process: its begin is told here.
    if (batch > 0) this.log.send({ type: 'epoch-begin', epoch, step: this.gate.step });
    // Undoes what beginning the run has changed in the models.
    restoreModels(this.#parts.models, resume);
    throw new Rewound(resume.position);
  }

  /** Sends the plan again if its number of steps has changed. */
  #tellPlan(stepsPerEpoch = this.plan.stepsPerEpoch): void {
    const left = this.#parts.mode.left?.();
    const totalSteps = left === undefined ? undefined : this.gate.step + left + this.#replays.due;
    if (totalSteps === this.plan.totalSteps && stepsPerEpoch === this.plan.stepsPerEpoch) return;
    const changed = {
      ...(stepsPerEpoch !== undefined && { stepsPerEpoch }),
      ...(totalSteps !== undefined && { totalSteps }),
    };
    this.plan = { ...this.plan, ...changed };
    this.log.send({ type: 'plan', plan: this.plan });
  }

  #epochEnded(epoch: number, logs: Logs): void {
    this.log.epochEnd(epoch, this.gate.step, logs);
    for (const [name, compiled] of this.#parts.models) this.log.evaluates(name, forwardMode(compiled));
    if (!this.pausesAtEpochEnd) return;
    this.pausesAtEpochEnd = false;
    this.gate.closeBecause({ kind: 'epoch-ended' });
  }

  async #batchEnd(of: Pick<BatchPlace, 'compiled' | 'epoch' | 'index' | 'file'>, trained: TrainedBatch): Promise<void> {
    const { compiled, epoch, index: batch, file } = of;
    const fromFile = file !== undefined && { file };
    const step = this.gate.step + 1;
    this.keeper?.written();
    this.forgetBatch();
    this.last = { compiled, trained, step, epoch, batch, ...fromFile };
    // A custom loop has no epochs.
    if (this.#parts.plan.mode !== 'loop' && !fromFile) this.seenRows.add(trained.batch, { epoch, batch, step });
    this.log.computes(compiled.name, stepMode(compiled));
    this.log.evaluates(compiled.name, forwardMode(compiled));
    const named = (logs: Logs): Logs => namedLogs(this.#parts.models, compiled.name, logs);
    const ms = this.#parts.options.now() - this.#batchBegan;
    const { rows, own, means } = trained;
    const place = { compiled, batch: trained.batch, key: step - 1, epoch, index: batch };
    const ownNamed = named(own);
    this.travel?.trained(ownNamed);
    if (this.#isRepeating) {
      this.breakpoints.trained(place, ownNamed);
      this.gate.step = step;
      return this.#breaks.pass();
    }
    this.log.send({ type: 'batch-end', step, epoch, batch, rows, own: ownNamed, means: named(means), ms, ...fromFile });
    this.breakpoints.trained(place, ownNamed);
    this.gate.stepDone();
    await this.#breaks.pass();
  }

  async #trainBatch(place: BatchPlace): Promise<TrainedBatch | undefined> {
    const { compiled, batch, key, epoch, index } = place;
    if (batch.rows === 0) {
      // All its rows are left out, so the batch is too.
      disposeBatch(batch);
      if (!this.#isRepeating) this.#discarded(place);
      return undefined;
    }
    if (place.file === undefined) this.edits.enter(this.gate.step, { epoch, batch: index });
    this.breakpoints.begin(place);
    if (!this.#isRepeating) {
      // A step in the past begins a new line: a variant that the old line had here does not apply.
      const planned = this.travel?.head === undefined ? this.edits.variantAt(this.gate.step) : undefined;
      return planned ? trainVariant(compiled, batch, key, planned) : this.#trainNew(place);
    }
    if (place.file === undefined && this.travel?.machine.wasDiscarded(epoch, index)) {
      disposeBatch(batch);
      return undefined;
    }
    const variant = this.edits.variantAt(this.travel!.machine.at);
    return variant ? trainVariant(compiled, batch, key, variant) : this.breakpoints.trainAgain(place);
  }

  async #trainNew(place: BatchPlace): Promise<TrainedBatch | undefined> {
    const { askAhead, ...alone } = place;
    const run = (): Promise<TrainedBatch | undefined> =>
      this.inside.run(askAhead && this.gate.letsNextPass ? place : alone);
    // A batch that is stepped through says nothing about speed.
    if (!this.#overlap || this.#overlap.isDecided || !askAhead || !this.gate.letsNextPass) return run();
    const { now } = this.#parts.options;
    const got = now();
    const trained = await run();
    const move = this.#overlap.observe(got - this.#batchBegan, now() - got);
    if (move) trainApart(place.compiled, move === 'leave');
    return trained;
  }

  #discarded({ compiled, epoch, index, file }: BatchPlace): void {
    this.breakpoints.discarded();
    if (file !== undefined) return this.edits.endReplay(compiled);
    this.#discardedAt = this.gate.step;
    this.travel?.machine.discarded(epoch, index);
    const ofEpoch = this.plan.mode !== 'loop' && { epoch };
    this.log.send({ type: 'discarded', step: this.gate.step, ...ofEpoch, batch: index });
  }

  get #isRepeating(): boolean {
    return this.travel?.isRepeating ?? false;
  }

  #openEdits(): LiveEdits {
    return new LiveEdits({
      planned: this.#parts.options.edits ?? [],
      models: this.#parts.models,
      status: () => this.state.status,
      step: () => this.gate.step,
      send: (event) => this.log.send(event),
      mode: this.#parts.plan.mode,
      isInside: () => this.inside.pending !== undefined,
      hasDiscarded: () => this.#discardedAt === this.gate.step,
      recompute: (change) => this.inside.recompute(change),
      renew: () => this.inside.renew(),
      files: this.files,
      present: () => {
        const { pending } = this.inside;
        return pending?.file === undefined ? pending && { epoch: pending.epoch, batch: pending.index } : undefined;
      },
      parting: () => this.travel?.branch(),
      changed: () => {
        this.travel?.changed(this.inside.pending !== undefined);
        if (this.state.status === 'paused') this.say(withoutHead(this.state));
      },
    });
  }

  #openReplays(): Replays {
    const { models, plan } = this.#parts;
    return new Replays({
      models,
      files: this.files,
      keyOf: ({ optimizer }) => (plan.mode === 'loop' ? this.gate.step : optimizer.iterations),
      next: () => this.place,
      train: (place) => this.#trainBatch(place),
      trained: (place, trained) => this.#batchEnd(place, trained),
    });
  }

  #openBreakpoints(): RunBreakpoints {
    const { models, surroundings } = this.#parts;
    return openBreakpoints({
      plan: this.#parts.plan,
      models,
      gate: this.gate,
      log: this.log,
      edits: this.edits,
      abort: surroundings.abort,
      travel: () => this.travel,
      presentModel: () => (this.inside.pending ?? this.last)?.compiled.name,
    });
  }

  #openTravel(): Travel | undefined {
    const { files, mode, models, options } = this.#parts;
    if (!files) return undefined;
    files.warn = (warning) => this.log.warning(warning);
    const { now } = options;
    const reaches = (position: PlainData): boolean => mode.reaches(position);
    return new Travel({
      machine: new TimeMachine({
        ...files.parts,
        now,
        reaches,
        without: mode.without,
        ...(mode.hash && { hash: mode.hash }),
        forgetLost: () => files.forgetLost(),
      }),
      models,
      gate: this.gate,
      say: (state) => this.say(state),
      send: (event) => this.log.send(event),
      reach: (step, isRepeating) => this.edits.reach(step, isRepeating),
      parted: (start) => this.edits.part(start),
      watchers: this.breakpoints,
      departed: () => {
        this.forgetBatch();
        this.#discardedAt = -1;
      },
    });
  }

  /** Says that the run is over, then waits: until it is disposed of, it can still go back. */
  async #ended(status: EndStatus): Promise<void> {
    if (!this.travel || this.#parts.surroundings.abort.signal.aborted) return;
    await this.travel.ended(() => {
      this.say({ status, step: this.gate.step });
      this.#parts.finished(this.state);
    });
  }

  forgetBatch(): void {
    if (!this.last) return;
    disposeBatch(this.last.trained.batch);
    disposeResults(this.last.trained.results);
    this.last = undefined;
  }
}

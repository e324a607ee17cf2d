import type { Logs } from '../../contract/training-event';
import type { RunBreakpoints } from '../breakpoints/run-breakpoints';
import { disposeBatch } from '../data/prepared-batch';
import type { LastBatch } from '../debug/batch/batch-detail';
import { SeenRows } from '../debug/batch/seen-rows';
import type { LiveEdits } from '../debug/edits/live-edits';
import type { InsideStep } from '../inside-step/inside-step';
import type { BatchPlace } from '../inside-step/pending-step';
import { trainVariant } from '../debug/what-if/variant-step';
import { disposeResults } from '../step/step';
import { forwardMode, stepMode, trainApart, type TrainedBatch } from '../step/train-on-batch';
import type { Travel } from '../time-travel/travel';
import type { MessageBreaks } from './message-breaks';
import { Overlap } from './overlap';
import type { RunLog } from './run-log';
import { namedLogs } from './run-plan';
import type { BoundaryKeeper } from './saved-run';
import type { SessionParts } from './session-options';
import type { StepGate } from './step-gate';

export type BatchPassParts = Pick<SessionParts, 'models' | 'options' | 'plan'> & {
  readonly keeper: BoundaryKeeper | undefined;
  readonly log: RunLog;
  readonly gate: StepGate;
  readonly edits: LiveEdits;
  readonly breakpoints: RunBreakpoints;
  readonly travel: Travel | undefined;
  readonly inside: InsideStep;
  readonly breaks: MessageBreaks;
  /** Whether the way to a step is trained again: it has been told. */
  readonly isRepeating: () => boolean;
};

/** The way of a batch through the run: a new one, or one on a way that is repeated, is trained, counted and told. */
export class BatchPass {
  readonly seenRows = new SeenRows();
  /** The batch that was trained last, with its tensors. */
  last: LastBatch | undefined;
  /** Of the batch that is being asked for or trained. */
  place = { epoch: 0, batch: 0 };
  readonly #parts: BatchPassParts;
  #began = 0;
  #stoodAt = 0;
  /** The step at which a batch was let go last. */
  #discardedAt = -1;
  /** Absent if it was decided beforehand. */
  readonly #overlap: Overlap | undefined;

  constructor(parts: BatchPassParts) {
    this.#parts = parts;
    if (parts.options.overlap === undefined) this.#overlap = new Overlap();
  }

  /** Whether a batch was let go since the last update. */
  get hasDiscarded(): boolean {
    return this.#discardedAt === this.#parts.gate.step;
  }

  /** When the batch was asked for, in milliseconds; what a person took to look inside it is left out. */
  get askedAt(): number {
    return this.#began;
  }

  /** A batch is asked for. */
  began(): void {
    this.#began = this.#parts.options.now();
  }

  /** The time that a person looks inside a batch does not count as the batch's. */
  stands(isStanding: boolean): void {
    const now = this.#parts.options.now();
    if (isStanding) this.#stoodAt = now;
    else this.#began += now - this.#stoodAt;
  }

  /**
   * Trains on a batch.
   * @returns undefined if its update was discarded
   * @throws RunEnded, Rewound
   */
  async train(place: BatchPlace): Promise<TrainedBatch | undefined> {
    const { breakpoints, edits, gate, isRepeating, travel } = this.#parts;
    const { compiled, batch, key, epoch, index } = place;
    const ofData = place.file === undefined && { epoch, batch: index };
    if (ofData) edits.enter(gate.step, ofData);
    if (ofData && edits.discards.isDue(gate.step, ofData, isRepeating())) {
      disposeBatch(batch);
      this.discarded(place);
      return undefined;
    }
    if (batch.rows === 0) {
      // All its rows are left out, so the batch is too.
      disposeBatch(batch);
      this.#letGo(place);
      return undefined;
    }
    breakpoints.begin(place);
    if (!isRepeating()) {
      // A step in the past begins a new line: a variant that the old line had here does not apply.
      const planned = travel?.head === undefined ? edits.variantAt(gate.step) : undefined;
      return planned ? trainVariant(compiled, batch, key, planned) : this.#trainNew(place);
    }
    const variant = edits.variantAt(travel!.machine.at);
    return variant ? trainVariant(compiled, batch, key, variant) : breakpoints.trainAgain(place);
  }

  /** Takes over a batch that was trained: it counts from here on, and is told unless its way is repeated. */
  async trained(
    { compiled, epoch, index: batch, file }: Pick<BatchPlace, 'compiled' | 'epoch' | 'index' | 'file'>,
    trained: TrainedBatch,
  ): Promise<void> {
    const { breakpoints, breaks, gate, isRepeating, keeper, log, models, options, plan, travel } = this.#parts;
    const fromFile = file !== undefined && { file };
    const step = gate.step + 1;
    keeper?.written();
    this.forget();
    this.last = { compiled, outputs: compiled.outputs, trained, step, epoch, batch, ...fromFile };
    // A custom loop has no epochs.
    if (plan.mode !== 'loop' && !fromFile) this.seenRows.add(trained.batch, { epoch, batch, step });
    log.computes(compiled.name, stepMode(compiled));
    log.evaluates(compiled.name, forwardMode(compiled));
    const named = (logs: Logs): Logs => namedLogs(models, compiled.name, logs);
    const ms = options.now() - this.#began;
    const { rows, own, means, isFinite } = trained;
    const place = { compiled, batch: trained.batch, key: step - 1, epoch, index: batch };
    const ownNamed = named(own);
    const values = { own: ownNamed, isFinite };
    travel?.trained(ownNamed);
    if (isRepeating()) {
      breakpoints.trained(place, values);
      gate.step = step;
      return breaks.pass();
    }
    log.send({ type: 'batch-end', step, epoch, batch, rows, own: ownNamed, means: named(means), ms, ...fromFile });
    breakpoints.trained(place, values);
    gate.stepDone();
    await breaks.pass();
  }

  /** The update of a batch was let go, by the person, by plan or because it was on the way that is repeated. */
  discarded(place: BatchPlace): void {
    const { breakpoints, edits, gate, isRepeating, travel } = this.#parts;
    const { compiled, epoch, index, file } = place;
    breakpoints.discarded();
    if (file === undefined) {
      edits.discards.pass(compiled.name, gate.step, { epoch, batch: index }, isRepeating());
      if (!isRepeating()) travel?.changed(true);
    }
    this.#letGo(place);
  }

  #letGo({ compiled, epoch, index, file }: BatchPlace): void {
    const { edits, gate, isRepeating, log, plan } = this.#parts;
    if (file === undefined) this.#discardedAt = gate.step;
    if (isRepeating()) return;
    if (file !== undefined) return edits.endReplay(compiled);
    const ofEpoch = plan.mode !== 'loop' && { epoch };
    log.send({ type: 'discarded', step: gate.step, ...ofEpoch, batch: index });
  }

  /** The run leaves for another step. */
  departed(): void {
    this.forget();
    this.seenRows.wentBack(this.#parts.gate.step);
    this.#parts.edits.discards.departed();
    this.#discardedAt = -1;
  }

  /** Disposes of the tensors of the last batch. */
  forget(): void {
    if (!this.last) return;
    disposeBatch(this.last.trained.batch);
    disposeResults(this.last.trained.results);
    this.last = undefined;
  }

  async #trainNew(place: BatchPlace): Promise<TrainedBatch | undefined> {
    const { gate, inside, options } = this.#parts;
    const { askAhead, ...alone } = place;
    const run = (): Promise<TrainedBatch | undefined> => inside.run(askAhead && gate.letsNextPass ? place : alone);
    // A batch that is stepped through says nothing about speed.
    if (!this.#overlap || this.#overlap.isDecided || !askAhead || !gate.letsNextPass) return run();
    const got = options.now();
    const trained = await run();
    const move = this.#overlap.observe(got - this.#began, options.now() - got);
    if (move) trainApart(place.compiled, move === 'leave');
    return trained;
  }
}

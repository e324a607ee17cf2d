import type { LiveEdits } from '../debug/edits/live-edits';
import type { Replays } from '../debug/replay/replays';
import type { PlainData } from '../experiment';
import type { CompiledModel } from '../model/compiled-model';
import { Rewound } from '../time-travel/rewound';
import type { Travel } from '../time-travel/travel';
import type { BatchPass } from './batch-pass';
import type { MessageBreaks } from './message-breaks';
import { nextBatch } from './next-batch';
import type { KeptRun } from './kept-run';
import type { RunLog } from './run-log';
import { restoreModels, type BoundaryKeeper, type SavedRun } from './saved-run';
import type { StepGate } from './step-gate';
import type { ToldPlan } from './told-plan';

export type BoundaryParts = {
  readonly models: ReadonlyMap<string, CompiledModel>;
  /** Where the run is to go on. */
  readonly resume: SavedRun | undefined;
  /** Present if the run is to be saved. */
  readonly keeper: BoundaryKeeper | undefined;
  /** Present if the run keeps itself on disk. */
  readonly kept: KeptRun | undefined;
  readonly log: RunLog;
  readonly gate: StepGate;
  readonly plan: ToldPlan;
  readonly edits: LiveEdits;
  readonly travel: Travel | undefined;
  readonly replays: Replays;
  readonly breaks: MessageBreaks;
  readonly batches: BatchPass;
  /** Whether the way to a step is trained again: it has been told. */
  readonly isRepeating: () => boolean;
};

/** What lies between two batches: where a run stands still, is changed, is saved, and leaves for another step. */
export class Boundary {
  readonly #parts: BoundaryParts;
  #resume: SavedRun | undefined;

  constructor(parts: BoundaryParts) {
    this.#parts = parts;
    this.#resume = parts.resume;
  }

  /**
   * Passed before each batch, and after the updates that come before it out of files.
   * @param capture where the way of training stands; absent before a batch of a validation
   * @throws RunEnded, Rewound
   */
  async enter(capture: (() => PlainData) | undefined): Promise<void> {
    const { batches, edits, isRepeating, plan, replays } = this.#parts;
    do {
      await this.#pass(capture);
      if (!capture && isRepeating()) return;
      edits.pass(isRepeating());
      if (capture && !isRepeating()) plan.tell();
      batches.began();
    } while (capture && (await replays.trainNext()));
  }

  async #pass(capture: (() => PlainData) | undefined): Promise<void> {
    const { breaks, keeper, kept } = this.#parts;
    if (capture) this.#keep(capture);
    else await breaks.pass();
    try {
      if (kept?.isDue && capture) await kept.write();
      await this.#wait(capture);
    } finally {
      keeper?.left();
    }
  }

  async #wait(capture: (() => PlainData) | undefined): Promise<void> {
    const { edits, gate, isRepeating, travel } = this.#parts;
    if (travel && capture) return travel.boundary(capture);
    if (isRepeating()) return travel?.validating();
    if (capture) edits.reach(gate.step, false);
    if (!(await gate.enter())) travel!.depart();
  }

  /** @throws Rewound once, where the run is to go on */
  #keep(capture: () => PlainData): void {
    const { gate, keeper, log, models } = this.#parts;
    const resume = this.#resume;
    this.#resume = undefined;
    if (!resume) return keeper?.pass(gate.step, capture);
    const { epoch, batch } = nextBatch(resume);
    // The epoch began in another process: its begin is told here.
    if (batch > 0) log.send({ type: 'epoch-begin', epoch, step: gate.step });
    // Undoes what beginning the run has changed in the models.
    restoreModels(models, resume);
    throw new Rewound(resume.position);
  }
}

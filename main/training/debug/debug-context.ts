import type { EditRecord } from '../../contract/debug/edits';
import type { Variant } from '../../contract/debug/what-if';
import type { RunState } from '../../contract/run-state';
import type { Logs, RunPlan } from '../../contract/training-event';
import type { LastBatch } from './batch/batch-detail';
import type { RunBreakpoints } from '../breakpoints/run-breakpoints';
import type { CompiledModel } from '../model/compiled-model';
import type { Experiment } from '../experiment';
import type { Peek } from '../time-travel/recorded-source';
import type { LiveEdits } from './edits/live-edits';
import type { BatchFiles } from './replay/batch-files';
import type { SeenRows } from './batch/seen-rows';
import type { PendingStep } from '../inside-step/pending-step';

/** What the answers to the window's questions are made from. Nothing in it may be changed while the run goes on. */
export type DebugContext = {
  readonly experiment: Experiment;
  readonly plan: RunPlan;
  readonly models: ReadonlyMap<string, CompiledModel>;
  readonly state: RunState;
  /** Reads the next items of the data, which the run still gets; absent where that can't be. Only while the run rests. */
  readonly peek: Peek | undefined;
  /** The same for the validation data. */
  readonly peekValidation: Peek | undefined;
  /** Evaluates the model on the validation data, once the run is over. */
  readonly validate: () => Promise<Logs | undefined>;
  /** The batch that was trained last, with its tensors. */
  readonly last: LastBatch | undefined;
  /** The step that the run stands in; undefined between batches. */
  readonly pending: PendingStep | undefined;
  /** Rows that the epoch has trained on. */
  readonly seenRows: SeenRows;
  /** Judges every batch, and knows what the run has recorded. */
  readonly breakpoints: RunBreakpoints;
  /** Changes the run, and knows how it was changed. */
  readonly edits: LiveEdits;
  /** Batches out of files that the run was trained on. */
  readonly files: BatchFiles;
  /** Writes a variant of the step that the run stands in. @throws CodedError between batches, or if it can't be computed */
  readonly keepVariant: (variant: Variant) => EditRecord;
};

import type { ErrorReport } from '../errors';
import type { BatchErrors } from './batches';

/** What can go wrong with steps that are gone to, edits, variants, and batches out of files. */
export type DebuggerErrors = {
  'no-such-step': { step: number; oldest: number; newest: number };
  /** A value that can't stand where an edit would put it. */
  'wrong-edit': { name: string; expected: string; got: string };
  /** A variant of a step that can't be made; `name`: which part of it. */
  'wrong-variant': { name: string; expected: string; got: string };
  /** An edit that can't be taken back, or is none of this line. */
  'no-such-edit': { id: number };
  /** A batch that a run is to discard, and that does not come with so many updates before it. */
  'discard-misplaced': { step: number; epoch: number; batch: number };
  /** Edits that were to be made after the last update; `step`: the first of them, `end`: updates that the run has in all. */
  'edits-beyond-end': { count: number; step: number; end: number };
  /** Batches can't be cut anew while training; `rows`: the model is made for so many, else a custom loop makes them. */
  'batch-size-fixed': { rows?: number };
  /** The only row of a batch that is left was to be left out too. */
  'no-row-left': Record<never, never>;
  /** A row of data without ids, of another batch than the one that the run stands in. */
  'row-without-id': Record<never, never>;
  /** A file that holds another batch than the one that was trained on. */
  'batch-changed': { file: string };
  /** A batch out of a file that no model can be trained on; `error`: why. */
  'batch-misfit': { file: string; error: ErrorReport<keyof BatchErrors> };
};

import type { BatchDetail } from '../batch-detail';
import type { Bisect } from './bisect';
import type { LookedAt } from './layers';

/** Where a row of a batch comes from. */
export type RowId = {
  /** A file or folder, or `array`. */
  readonly source: string;
  /** Its place in the source, from 0. */
  readonly row: number;
};

/** Something about the data of a batch that often is a mistake. Rows and columns count from 0. */
export type DataFinding =
  | {
      readonly code: 'not-finite';
      readonly values: { readonly part: string; readonly count: number; readonly row: number };
    }
  | {
      readonly code: 'constant-column';
      readonly values: { readonly part: string; readonly columns: number; readonly first: number };
    }
  | {
      readonly code: 'unscaled';
      readonly values: { readonly part: string; readonly mean: number; readonly std: number };
    }
  | { readonly code: 'one-class'; readonly values: { readonly part: string; readonly index: number } }
  | {
      readonly code: 'class-imbalance';
      readonly values: {
        readonly part: string;
        readonly most: number;
        readonly mostRows: number;
        readonly least: number;
        readonly leastRows: number;
      };
    }
  | {
      readonly code: 'duplicate-rows';
      readonly values: { readonly count: number; readonly first: number; readonly second: number };
    }
  /** `since`: the batch of the epoch from which on rows were noted. */
  | {
      readonly code: 'seen-again';
      readonly values: { readonly count: number; readonly row: number; readonly since: number };
    };

/** A batch looked at closely, on demand. */
export type BatchLook = LookedAt & {
  /** With the weights before the update of this batch. */
  readonly lossBefore: number;
  /** With the weights after it: those of now, or, where the run stands in the step, those that the update would give. */
  readonly lossAfter: number;
  readonly findings: readonly DataFinding[];
};

/** A batch as a file that NumPy reads too. */
export type BatchFile = {
  /** Without a folder. */
  readonly name: string;
  /** An npz file. */
  readonly bytes: Uint8Array;
};

/** A batch out of a file. */
export type FileBatch = {
  readonly file: string;
  /** Of its numbers and their shapes. */
  readonly sha256: string;
  /** Its rows, with predictions and losses of the present weights; `step` is the one that it would be trained in. */
  readonly detail: BatchDetail;
  readonly look: BatchLook;
  /** What was found in it, if it is the batch of a case. */
  readonly found?: Bisect;
};

/**
 * What became of a batch that was trained on alone. `learned`: its loss fell to a tenth or less; `falling`: to a half or
 * less, so that more steps may do it; `diverged`: it is not finite any more.
 */
export type LearningVerdict = 'learned' | 'falling' | 'not-learned' | 'diverged';

export type TrainedAgain = LookedAt & {
  /** Before each step and after the last. */
  readonly losses: readonly number[];
  readonly verdict: LearningVerdict;
};

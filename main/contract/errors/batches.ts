import type { Description } from './phrases';

/** The batch that an error belongs to, where that is known; zero-based. */
export type AtBatch = { epoch?: number; batch?: number; during?: 'validation' };

/** Which part of a batch. */
export type BatchPart = 'x' | 'y' | 'sampleWeight';

/** What can be wrong with a batch. */
export type BatchErrors = {
  'yield-form': { got: Description } & AtBatch;
  'missing-key': { which: BatchPart; key: string; expected: string; got: string } & AtBatch;
  'count-mismatch': { which: BatchPart; expected: number; got: number } & AtBatch;
  'shape-mismatch': {
    which: BatchPart;
    name: string;
    expected: string;
    got: string;
    /** The loss that such targets belong to. */
    fitting?: 'sparse' | 'categorical';
  } & AtBatch;
  'rows-differ': { x: number; other: number; which: BatchPart } & AtBatch;
  'empty-batch': AtBatch;
  'not-finite-input': { which: BatchPart; name: string; row: number; value: string } & AtBatch;
  'class-out-of-range': { name: string; row: number; value: number; classes: number } & AtBatch;
  /** A number that the embedding it goes to does not have. */
  'token-out-of-range': { name: string; row: number; value: number; tokens: number } & AtBatch;
  'class-weight-missing': { missing: string } & AtBatch;
  'class-weight-outputs': { outputs: number };
};

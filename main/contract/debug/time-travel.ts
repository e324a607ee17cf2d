/** How far a state that was gone back to equals the one that was there at its step. */
export type Exactness =
  /**
   * Equal: its hash is the one that was recorded at that step, or, where none was, the values of all steps that led there
   * again are equal as bits.
   */
  | { readonly kind: 'exact'; readonly by: 'hash' | 'values' }
  /** Weights, optimizer, metrics and data are equal; these could not be put back: names of callbacks, or the custom loop. */
  | { readonly kind: 'partly'; readonly without: readonly string[] }
  /** The first step whose values differ, and by how much. */
  | {
      readonly kind: 'differs';
      readonly step: number;
      readonly key: string;
      readonly was: number;
      readonly is: number;
    };

/** Training that goes on from the past parts from its line there; the old line stays as it is. */
export type LineStart = {
  /** 1 for the first of a run, then counting up. */
  readonly line: number;
  /** Where it parted; absent for the first. */
  readonly from?: { readonly line: number; readonly step: number };
};

/** Snapshots that a run keeps to go back to. */
export type SnapshotUse = {
  readonly count: number;
  /** Bytes. */
  readonly memory: number;
  readonly memoryBudget: number;
  readonly disk: number;
  readonly diskBudget: number;
  /** The oldest step that can be gone back to. */
  readonly oldest: number;
};

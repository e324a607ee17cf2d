import type { ErrorReport } from '../errors';

/** Parts of a step, in the order in which they are computed, as far as NaN and infinities are looked for in them. */
export type NotFinitePart = 'batch' | 'loss' | 'gradients' | 'update';

/** Where NaN or infinities come up first. `weights`: they were there before the step. */
export type NotFinitePhase = 'data' | 'weights' | 'forward' | 'loss' | 'gradients' | 'update';

/** Which rows of a batch make NaN or infinities. */
export type FaultyRows =
  /**
   * Each of these alone, and none of the others; of very many, those that halving the batch has come to. `by`: seen in the
   * numbers themselves, or by halving.
   */
  | { readonly kind: 'some'; readonly rows: readonly number[]; readonly by: 'values' | 'halving' }
  /** Every row does: it is not the data. */
  | { readonly kind: 'all' }
  /** The batch as a whole does, its halves don't. `layers`: what lets rows depend on each other. */
  | { readonly kind: 'together'; readonly layers: readonly string[] }
  /** It has nothing to do with the rows. */
  | { readonly kind: 'none' };

/** Where the first NaN or infinity of a step comes from. */
export type Bisect = {
  /** The number that the step would have. */
  readonly step: number;
  readonly epoch: number;
  readonly batch: number;
  readonly model: string;
  /** Of the batch. */
  readonly batchRows: number;
  readonly phase: NotFinitePhase;
  /** The input, layer, or output. */
  readonly layer: string;
  /** What kind of layer it is; absent for inputs and losses. In phase `loss`, the penalty on the layer's weights is it. */
  readonly className?: string;
  /** Variables that hold them, if any do. */
  readonly variables: readonly string[];
  readonly rows: FaultyRows;
  /** Where these rows come from, if that is known. */
  readonly sources?: readonly { readonly source: string; readonly row: number }[];
  /** How often the step was computed to find it. */
  readonly computed: number;
};

/** The same, with where the step is kept: its batch and the state before it. */
export type BisectAnswer = Bisect & ({ readonly folder: string } | { readonly notSaved: ErrorReport });

/** What came of a case that was computed again. */
export type ReplayedCase = {
  /** What was found when the case was saved. */
  readonly was: Bisect;
  /** What is found now; undefined if every number is finite. */
  readonly is?: Bisect;
  /** Whether it is the same, its numbers too. */
  readonly isSame: boolean;
};

import type { Logs } from '../training-event';

/** The phases of a step, in their order. What each produced is known once the run stands at it. */
export const stepPhases = ['batch', 'forward', 'loss', 'gradients', 'update'] as const;
/** A phase of a step: a run can stop after each. */
export type StepPhase = (typeof stepPhases)[number];

/** A range of numbers in short. */
export type Spread = {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** NaN and infinities among them; the other numbers leave them out. */
  readonly notFinite: number;
};

/** One variable in a step. */
export type VariableStep = {
  readonly name: string;
  readonly shape: readonly number[];
  /** L2 norms. */
  readonly weightNorm: number;
  readonly gradientNorm?: number;
  readonly updateNorm?: number;
};

/**
 * How long it took to compute a step, in milliseconds: each of its phases where it runs operation by operation, or all of
 * them where it runs as one graph, in one call.
 */
export type PhaseTimes =
  | {
      readonly kind: 'phases';
      readonly forward: number;
      readonly loss: number;
      readonly gradients: number;
      readonly update: number;
    }
  | { readonly kind: 'one-call'; readonly ms: number };

/** A step that is computed and not yet written, as far as the run has stepped into it. */
export type StepDetail = {
  /** The number it will have once it is written. */
  readonly step: number;
  readonly epoch: number;
  readonly batch: number;
  readonly model: string;
  readonly phase: StepPhase;
  readonly rows: number;
  /** Path of the file that the batch came from, if it is none of the data. */
  readonly file?: string;
  readonly learningRate: number;
  readonly inputs: readonly { readonly name: string; readonly shape: readonly number[]; readonly values: Spread }[];
  /** From `forward` on. */
  readonly outputs?: readonly { readonly name: string; readonly shape: readonly number[]; readonly values: Spread }[];
  /** Loss and metrics of this batch, before the update; from `loss` on. */
  readonly own?: Logs;
  /** From `gradients` on with gradient norms, from `update` on with update norms. */
  readonly variables?: readonly VariableStep[];
  /** Milliseconds from asking for the batch to having it; absent if it was not measured. */
  readonly batchMs?: number;
  /** Once it is computed; absent of a step that was put in the place of the run's own. */
  readonly times?: PhaseTimes;
  /** L2 norm over all gradients, before clipping. */
  readonly gradientNorm?: number;
};

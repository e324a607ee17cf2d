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
  /** L2 norm over all gradients, before clipping. */
  readonly gradientNorm?: number;
};

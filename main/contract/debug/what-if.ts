import type { Logs } from '../training-event';
import type { LookedAt } from './layers';

/** Variants that are compared at once. */
export const mostVariants = 4;

/** Losses that a variant may be given by name. */
export const variantLosses = [
  'meanSquaredError',
  'meanAbsoluteError',
  'huber',
  'logCosh',
  'binaryCrossentropy',
  'categoricalCrossentropy',
  'sparseCategoricalCrossentropy',
  'categoricalFocalCrossentropy',
  'binaryFocalCrossentropy',
  'klDivergence',
  'poisson',
  'hinge',
  'squaredHinge',
  'categoricalHinge',
] as const;

/** How a step might be made otherwise. What is left out stays as in the run. */
export type Variant = {
  /** Of the optimizer, by Keras's names. */
  readonly hyperparameters?: { readonly [name: string]: number };
  readonly withoutDropout?: boolean;
  /** Rows of the batch that are left out, from 0. */
  readonly withoutRows?: readonly number[];
  /** Name of another loss. */
  readonly loss?: string;
};

/** What a variant's step comes to. All values are of training: with dropout, by the same masks before and after. */
export type VariantOutcome = {
  readonly rows: number;
  /** Loss and metrics of the batch before the update. */
  readonly before: Logs;
  /** The same batch after it. */
  readonly after: Logs;
  /** L2 norm over all gradients, before clipping. */
  readonly gradientNorm: number;
  /** L2 norm over what the update changes. */
  readonly updateNorm: number;
};

/** Variants of a step side by side with the step as it would be. */
export type WhatIf = LookedAt & { readonly base: VariantOutcome; readonly variants: readonly VariantOutcome[] };

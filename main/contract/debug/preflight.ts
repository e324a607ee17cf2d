import type { ErrorReport } from '../errors';

/** What is looked at, in this order. */
export const preflightChecks = ['data', 'loss', 'step', 'gradients', 'learning', 'rate'] as const;
/** One of the things that a pre-flight looks at. */
export type PreflightCheck = (typeof preflightChecks)[number];

type Told<Check extends PreflightCheck, Level extends 'warning' | 'problem', Code extends string, Values> = {
  readonly check: Check;
  readonly level: Level;
  readonly code: Code;
  readonly values: Values;
};

/** Something that was seen and is to be thought of. The words stand in the catalogue under `preflight.findings`. */
export type PreflightFinding =
  | Told<'data', 'problem', 'batch-refused', { readonly batch: number; readonly error: ErrorReport }>
  | Told<'data', 'problem', 'too-short', { readonly batches: number; readonly needed: number }>
  | Told<'data', 'problem', 'repeats', { readonly batches: number }>
  | Told<'data', 'warning', 'cycles', { readonly period: number; readonly stepsPerEpoch: number }>
  | Told<'data', 'problem', 'constant-input', { readonly name: string; readonly value: number }>
  | Told<'data', 'warning', 'tiny', { readonly name: string; readonly min: number; readonly max: number }>
  | Told<'data', 'problem', 'constant-targets', { readonly name: string; readonly value: number }>
  | Told<'data', 'problem', 'validation-seen', { readonly share: number; readonly rows: number }>
  | Told<'data', 'problem', 'validation-refused', { readonly batch: number; readonly error: ErrorReport }>
  | Told<'data', 'problem', 'validation-short', { readonly batches: number; readonly needed: number }>
  | Told<
      'data',
      'problem',
      'validation-unlike',
      { readonly name: string; readonly trainedMin: number; readonly trainedMax: number } & Range
    >
  | Told<'data', 'warning', 'unrelated', { readonly name: string; readonly rows: number }>
  | Told<'data', 'warning', 'unscaled', { readonly name: string; readonly min: number; readonly max: number }>
  | Told<'data', 'warning', 'constant-columns', { readonly name: string; readonly columns: readonly number[] }>
  | Told<'data', 'warning', 'imbalance', { readonly name: string; readonly share: number }>
  | Told<'data', 'warning', 'one-class', { readonly name: string }>
  | Told<
      'data',
      'warning',
      'sorted-classes',
      { readonly name: string; readonly rows: number; readonly changes: number }
    >
  | Told<'data', 'warning', 'labels-from-one', { readonly name: string; readonly last: number }>
  | Told<'loss', 'warning', 'logits-activated', { readonly name: string; readonly activation: string }>
  | Told<
      'loss',
      'problem',
      'logits-taken',
      { readonly name: string; readonly loss: string; readonly activation: string }
    >
  | Told<'loss', 'problem', 'wrong-activation', LossMismatch & { readonly fitting: string }>
  | Told<'loss', 'problem', 'one-unit-softmax', { readonly name: string }>
  | Told<'loss', 'problem', 'targets-out-of-reach', LossMismatch & Range>
  | Told<'loss', 'problem', 'targets-not-shares', { readonly name: string; readonly loss: string } & Range>
  | Told<'loss', 'problem', 'targets-not-distribution', { readonly name: string; readonly loss: string } & Range>
  | Told<'loss', 'warning', 'targets-unscaled', { readonly name: string; readonly loss: string } & Range>
  | Told<'loss', 'warning', 'accuracy-of-numbers', { readonly name: string; readonly loss: string }>
  | Told<'step', 'problem', 'not-finite', { readonly what: string; readonly names: readonly string[] }>
  | Told<'step', 'problem', 'step-failed', { readonly error: ErrorReport }>
  | Told<'gradients', 'problem', 'nothing-trainable', object>
  | Told<'gradients', 'problem', 'no-gradient', { readonly variables: readonly string[] }>
  | Told<'gradients', 'problem', 'dead-layer', { readonly layer: string }>
  | Told<'gradients', 'problem', 'same-units', { readonly layer: string }>
  | Told<'gradients', 'warning', 'frozen-at-random', { readonly layer: string }>
  | Told<'gradients', 'warning', 'vanishing', { readonly variables: readonly string[]; readonly times: number }>
  | Told<'learning', 'problem', 'not-learned', Learned>
  | Told<'learning', 'warning', 'loss-unbounded', Learned>
  | Told<'rate', 'problem', 'rate-too-high', Rates>
  | Told<'rate', 'warning', 'rate-too-low', Rates>;

type Range = { readonly min: number; readonly max: number };
type LossMismatch = { readonly name: string; readonly loss: string; readonly activation: string };
type Learned = { readonly first: number; readonly last: number; readonly steps: number };
type Rates = { readonly chosen: number; readonly low: number; readonly high: number };

/** A learning rate with the loss that a few steps with it came to; NaN where it diverged. */
export type TriedRate = { readonly rate: number; readonly loss: number };

/** Something that could not be looked at. The words stand in the catalogue under `preflight.unknown`. */
export type PreflightUnknown =
  /** A custom loop has no batch before it runs. */
  | { readonly code: 'loop-not-begun'; readonly values: object }
  /** What a custom loop will make of its data. */
  | { readonly code: 'loop-data'; readonly values: object }
  | { readonly code: 'other-models'; readonly values: { readonly models: readonly string[] } }
  /** Data that can't be asked for without being used up. */
  | { readonly code: 'data-ahead'; readonly values: object }
  /** Batches after those that were read. */
  | { readonly code: 'further-batches'; readonly values: { readonly read: number } }
  /** A rate that changes by a schedule. */
  | { readonly code: 'schedule'; readonly values: object };

/** What a model and its next batches look like. */
export type Preflight = {
  /** Empty for an only model. */
  readonly model: string;
  /** That were looked at. */
  readonly batches: number;
  /** That were read, for their form alone beyond those that were looked at. */
  readonly read: number;
  readonly rows: number;
  /** Those that were made; a problem keeps the later ones from being made. */
  readonly made: readonly PreflightCheck[];
  readonly findings: readonly PreflightFinding[];
  readonly unknown: readonly PreflightUnknown[];
  /** Loss of the first batch before and after it was trained on alone. */
  readonly learned?: Learned;
  readonly rates?: {
    readonly chosen: number;
    readonly tried: readonly TriedRate[];
    readonly low: number;
    readonly high: number;
  };
};

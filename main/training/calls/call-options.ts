import type { ErrorReport } from '../../contract/errors';
import type { ValidationData } from './array-batches';
import type { Callback, IgnoredArguments } from '../experiment';

/** Arguments of `fitGenerator` behind the generator, with Keras's defaults. */
export type FitGeneratorOptions = IgnoredArguments & {
  /** Needed for a generator; a sequence has a length. */
  readonly stepsPerEpoch?: number;
  /** Final index, not a count: epochs run from `initialEpoch` to `epochs - 1`. Default 1. */
  readonly epochs?: number;
  /** 0 says nothing, 1 draws a line for each batch, 2 writes a line for each epoch. Default 1, as is `auto`. */
  readonly verbose?: 0 | 1 | 2 | 'auto';
  readonly callbacks?: readonly Callback[];
  /** Whole arrays, or batches. */
  readonly validationData?: ValidationData;
  /** Needed for a generator. */
  readonly validationSteps?: number;
  /** Every n-th epoch, or the epochs (counted from 1) that validate. Default 1. */
  readonly validationFreq?: number | readonly number[];
  readonly classWeight?: { readonly [classIndex: number]: number };
  /** Whether a sequence has another order in each epoch. Default true. */
  readonly shuffle?: boolean;
  readonly initialEpoch?: number;
};

/** Arguments of `evaluateGenerator` and `predictGenerator` behind the generator. */
export type GeneratorOptions = IgnoredArguments & {
  /** Needed for a generator; a sequence has a length. */
  readonly steps?: number;
  readonly callbacks?: readonly Callback[];
};

/** What is passed to {@link compile} besides Keras's arguments. */
export type CompileSurroundings = {
  /** Of everything random in training: dropout, noise, the order of sequences. Default 0. */
  readonly seed?: number;
  /** Lets NaN and infinities in the data through, as Keras does; by default they are an error. */
  readonly allowNotFinite?: boolean;
  readonly onWarning?: (warning: ErrorReport) => void;
  /** Computes operation by operation instead of compiling the step: slower, for comparing. Default false. */
  readonly eager?: boolean;
  /** Makes the callback that shows progress, placed behind all others; there is none by default. */
  readonly progress?: (verbose: 1 | 2) => Callback;
};

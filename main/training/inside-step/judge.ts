import type { PauseReason } from '../../contract/run-state';
import { valuesOf } from '../metrics/running-sums';
import type { CompiledModel } from '../model/compiled-model';
import type { SquareKind } from '../step/squares';
import type { ComputedStep } from '../step/step';
import type { TrainedBatch } from '../step/train-on-batch';
import type { BatchPlace } from './pending-step';

/** What is known of each step, by series of its model, and if it is asked for. */
export type JudgedValues = Pick<TrainedBatch, 'own' | 'squares' | 'isFinite'>;

/** Looks at steps before they are written, or so that what is found there can still be done before. */
export type Judge = {
  /** The last kind of squares that it looks at, beside values of the batch. */
  readonly squares: SquareKind | undefined;
  /** Whether it looks at what only a computed step has, which is gone behind the update. */
  readonly looksInside: boolean;
  /**
   * Judges a step; called once for each.
   * @param values of the batch, by series of its model
   * @param computed the step, where it is known by then or later
   * @returns whether something is to be done
   */
  isHit(place: BatchPlace, values: JudgedValues, computed: () => ComputedStep | undefined): boolean;
  /** Judges a step once more that was computed anew since: it is about to be written, and nothing is to be done any more. */
  again(place: BatchPlace, values: JudgedValues, computed: () => ComputedStep | undefined): void;
  /** Whether what is to be done may change the run, and so has to be done before the update. */
  readonly isDueBefore: boolean;
  /** Does so. @returns why the run is to stand before the update; undefined: it goes on */
  act(): PauseReason | undefined;
};

/** What is known of a step that is not yet written. */
export function valuesOfStep(
  { series }: CompiledModel,
  { sums, squares, isFinite }: Pick<ComputedStep, 'sums' | 'squares' | 'isFinite'>,
): JudgedValues {
  return { own: valuesOf(series, sums), squares, isFinite };
}

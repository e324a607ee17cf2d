import type { ConditionProblem, ConditionValue } from '../conditions/condition-types';
import type { Breakpoint, BreakpointAction } from './breakpoint';

/** The breakpoints of a run, as it has them. */
export type BreakpointsState = {
  readonly breakpoints: readonly Breakpoint[];
  /** How often the condition of each has been true on the way to where the run stands. */
  readonly counts: { readonly [id: string]: number };
  /** What is wrong with those that are not judged. */
  readonly problems: { readonly [id: string]: readonly ConditionProblem[] };
};

/** The condition of a breakpoint was true as often as it asks for. */
export type HitEvent = {
  readonly type: 'hit';
  /** Number of the batch's update. */
  readonly step: number;
  readonly id: string;
  readonly condition: string;
  /** What the condition read, by its own words. */
  readonly values: { readonly [part: string]: ConditionValue };
  /** Whether the update was not written yet. */
  readonly isBefore: boolean;
  /** How often its condition has been true, this time included. */
  readonly count: number;
  readonly actions: readonly BreakpointAction['kind'][];
};

/** What an expression of the person's comes to. */
export type Evaluation =
  | { readonly value: ConditionValue }
  /** Nothing is trained yet. */
  | { readonly value: undefined }
  | { readonly problems: readonly ConditionProblem[] };

import type { ConditionValue, Moment } from '../../contract/conditions/condition-types';
import type { Breakpoint, BreakpointAction } from '../../contract/debug/breakpoint';

/** A breakpoint whose condition was true as often as it asks for. */
export type BreakpointHit = {
  readonly breakpoint: Breakpoint;
  readonly moment: Moment;
  /** How often its condition has been true, this time included. */
  readonly count: number;
  /** What its condition read, by the words of the condition. */
  readonly values: { readonly [part: string]: ConditionValue };
  /** Those of the breakpoint, the texts for the log filled in. */
  readonly actions: readonly BreakpointAction[];
};

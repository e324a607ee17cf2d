/** What happens at a hit, in order. */
export type BreakpointAction =
  | { readonly kind: 'pause' }
  | { readonly kind: 'snapshot' }
  /** Saves a picture of the charts; without a window nothing happens. */
  | { readonly kind: 'picture' }
  | { readonly kind: 'stop' }
  /** Expressions in braces are replaced by their values: `loss is {loss}`. Two braces stand for one. */
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'scale-rate'; readonly factor: number }
  | { readonly kind: 'go-back'; readonly steps: number };

/** Which of the times that a condition is true count: all, those from the `count`th on, or every `count`th. */
export type HitRule = { readonly kind: 'always' } | { readonly kind: 'from' | 'every'; readonly count: number };

/** A condition that is looked at with every batch, and what to do when it is true. Kept with the experiment. */
export type Breakpoint = {
  /** Unique among those of an experiment. */
  readonly id: string;
  readonly condition: string;
  readonly isEnabled: boolean;
  /** A condition over values of epochs is judged when they are known, whatever stands here. */
  readonly when: 'before-commit' | 'after-commit';
  readonly hits: HitRule;
  readonly actions: readonly BreakpointAction[];
};

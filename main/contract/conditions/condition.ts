import type { ConditionNeeds, ConditionSources } from './condition-sources';
import type { ConditionType, ConditionValue, Moment } from './condition-types';
import type { Tree } from './tree';

/** A text that was found to be a condition of a run: correct in form, names and types. */
export type ParsedCondition = {
  readonly text: string;
  readonly type: ConditionType;
  /** The earliest moment at which it can be judged. One that reads values of epochs is judged at their ends only. */
  readonly judgedAt: Moment;
  readonly needs: ConditionNeeds;
  /** What it means. */
  readonly tree: Tree;
  /** The values that it is made of, as they stand in the text: `loss`, `median(loss, 50)`. */
  readonly parts: readonly { readonly text: string; readonly tree: Tree }[];
};

/** A condition that is ready to be judged again and again. */
export type Condition = Pick<ParsedCondition, 'text' | 'type' | 'judgedAt' | 'needs'> & {
  /** What it comes to; its histories are those it was compiled with. */
  evaluate(sources: ConditionSources): ConditionValue;
  /** The values of its parts, by their text: what explains the result. */
  partValues(sources: ConditionSources): { readonly [part: string]: ConditionValue };
};

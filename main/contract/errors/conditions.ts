import type { ConditionType } from '../conditions/condition-types';
import type { Description } from './phrases';

/** What can be wrong with the condition of a breakpoint or a watch. */
export type ConditionErrors = {
  'condition-empty': Record<never, never>;
  'condition-too-long': { most: number; got: number };
  'condition-too-deep': { most: number };
  /** What stands where something else must. */
  'condition-unexpected': { got: string };
  /** The text ends too early. */
  'condition-unfinished': Record<never, never>;
  /** A bracket or quote that is opened and not closed. */
  'condition-unclosed': { opened: string };
  /** Something that other languages have and this one has not. */
  'condition-not-offered': { what: string; instead?: string };
  'condition-unknown-name': { name: string; near: string };
  'condition-unknown-member': { of: string; name: string; known: string };
  /** A function, named without its values. */
  'condition-not-called': { name: string; signature: string };
  /** Values after a name that is no function. */
  'condition-not-a-function': { name: string };
  'condition-value-count': { name: string; signature: string; got: number };
  'condition-wrong-type': { where: string; expected: ConditionType | 'same'; got: ConditionType };
  /** A value that has to be written out, so that it is the same with every batch. */
  'condition-not-fixed': { where: string; expected: string };
  'condition-unknown-layer': { name: string; known: string };
  'condition-unknown-series': { name: string; known: string };
  'condition-unknown-class': { name: string; known: string };
  /** `-2 ** 2`: people read it in two ways. */
  'condition-ambiguous-power': Record<never, never>;
  /** `loss > max(loss, 50)`: the newest value belongs to the 50. */
  'condition-never-true': { instead: string };
  /** A breakpoint whose condition is not true or false. */
  'condition-not-boolean': { got: ConditionType };
  /** Of a file. */
  'wrong-breakpoint': { field: string; expected: Description; got: string };
};

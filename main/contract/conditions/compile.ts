import type { Condition, ParsedCondition } from './condition';
import type { ConditionSources } from './condition-sources';
import type { ConditionValue } from './condition-types';
import { Expressions } from './expressions';
import { Histories } from './histories';

/**
 * Makes a condition ready to be judged with every batch.
 *
 * @param histories keeps the past for it; its owner records every batch in it
 */
export function compileCondition(parsed: ParsedCondition, histories = new Histories()): Condition {
  const { text, type, judgedAt, needs, tree } = parsed;
  const whole = new Expressions([tree], histories);
  return {
    text,
    type,
    judgedAt,
    needs,
    evaluate(sources) {
      whole.evaluate(sources);
      return whole.valueOf(0);
    },
    partValues: compileParts(parsed, histories),
  };
}

/** The values of a condition's parts, by their text: what explains its result. */
export function compileParts(
  { parts }: ParsedCondition,
  histories: Histories,
): (sources: ConditionSources) => { readonly [part: string]: ConditionValue } {
  const each = parts.map(({ tree }) => tree);
  const values = new Expressions(each, histories);
  return (sources) => {
    values.evaluate(sources);
    return Object.fromEntries(parts.map(({ text }, at) => [text, values.valueOf(at)]));
  };
}

import { compileCondition } from './compile';
import type { ParsedCondition } from './condition';
import type { ConditionSources } from './condition-sources';
import type { ConditionValue } from './condition-types';
import { Histories } from './histories';

/**
 * What a watch or a line of the console comes to now.
 *
 * @param recorded at most `most` values that the run has recorded of a series, oldest first, the newest batch included
 */
export function evaluateOnce(
  parsed: ParsedCondition,
  sources: ConditionSources,
  recorded: (series: string, most: number) => readonly number[],
): ConditionValue {
  const histories = new Histories();
  const condition = compileCondition(parsed, histories);
  histories.prefill(recorded);
  return condition.evaluate(sources);
}

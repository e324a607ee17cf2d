import { expect, it } from 'vitest';
import type { ConditionValue } from '../../../../main/contract/conditions/condition-types';
import { compileCondition } from '../../../../main/contract/conditions/compile';
import type { ParsedCondition } from '../../../../main/contract/conditions/condition';
import { Histories } from '../../../../main/contract/conditions/histories';
import { parseCondition } from '../../../../main/contract/conditions/parse-condition';
import { sourcesOf, vocabulary } from './example-run';

const recorded = (series: string, most: number) => (series === 'loss' ? [1, 2, 3, 4].slice(-most) : []);

/** What a condition comes to whose windows are filled with what a run has recorded. */
function evaluateOnce(parsed: ParsedCondition): ConditionValue {
  const histories = new Histories();
  const condition = compileCondition(parsed, histories);
  histories.prefill(recorded);
  return condition.evaluate(sourcesOf({ series: { loss: 4 } }));
}

it.each<[string, ConditionValue]>([
  ['loss', 4],
  ['mean(loss, 2)', 3.5],
  ['previous(loss) < loss', true],
  ['mean(loss, 9)', NaN],
  ['median(gradNorm, 2)', NaN],
])('%s is %s', (text, value) => {
  const parsing = parseCondition(text, vocabulary);
  expect('parsed' in parsing && evaluateOnce(parsing.parsed)).toBe(value);
});

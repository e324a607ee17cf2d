import { expect, it } from 'vitest';
import type { ConditionValue } from '../../../../main/contract/conditions/condition-types';
import { evaluateOnce } from '../../../../main/contract/conditions/evaluate-once';
import { parseCondition } from '../../../../main/contract/conditions/parse-condition';
import { sourcesOf, vocabulary } from './example-run';

it.each<[string, ConditionValue]>([
  ['loss', 4],
  ['mean(loss, 2)', 3.5],
  ['previous(loss) < loss', true],
  ['mean(loss, 9)', NaN],
  ['median(gradNorm, 2)', NaN],
])('%s is %s', (text, value) => {
  const parsing = parseCondition(text, vocabulary);
  const recorded = (series: string, most: number) => (series === 'loss' ? [1, 2, 3, 4].slice(-most) : []);
  expect('parsed' in parsing && evaluateOnce(parsing.parsed, sourcesOf({ series: { loss: 4 } }), recorded)).toBe(value);
});

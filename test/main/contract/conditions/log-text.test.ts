import { expect, it } from 'vitest';
import { Histories } from '../../../../main/contract/conditions/histories';
import { compileLogText, parseLogText } from '../../../../main/contract/conditions/log-text';
import { sourcesOf, vocabulary } from './example-run';

function filled(text: string): string {
  const result = parseLogText(text, vocabulary);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return compileLogText(result.parsed, new Histories())(sourcesOf({ series: { loss: 2.3456789 } }));
}

it.each([
  ['plain', 'plain'],
  ['loss is {loss}', 'loss is 2.34568'],
  ['{step}/{ loss > 2 }', '120/true'],
  ['{{{step}}}', '{120}'],
  ['a } b', 'a } b'],
  ['{loss > 2 ? "a}b" : "c"}', 'a}b'],
  ['{gradNorm}', 'NaN'],
])('%s becomes %s', (text, wanted) => {
  expect(filled(text)).toBe(wanted);
});

it('says where an expression is wrong', () => {
  expect(parseLogText('loss {loss} of {los}', vocabulary)).toMatchObject({
    problems: [{ start: 16, end: 19, report: { code: 'condition-unknown-name' } }],
  });
  expect(parseLogText('never closed {loss', vocabulary)).toMatchObject({
    problems: [{ start: 13, end: 14, report: { code: 'condition-unclosed' } }],
  });
});

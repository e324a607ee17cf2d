import { problemOf } from './checked';
import { compileCondition } from './compile';
import type { ParsedCondition } from './condition';
import type { ConditionSources } from './condition-sources';
import type { ConditionProblem, ConditionValue, Vocabulary } from './condition-types';
import type { Histories } from './histories';
import { parseCondition } from './parse-condition';

/** A text with expressions: `loss is {loss}`. */
export type ParsedLogText = readonly (string | ParsedCondition)[];

/** Reads a text for the log: what stands in braces are expressions, two braces stand for one. */
export function parseLogText(
  text: string,
  vocabulary: Vocabulary,
): { readonly parsed: ParsedLogText } | { readonly problems: readonly ConditionProblem[] } {
  const parsed: (string | ParsedCondition)[] = [];
  const problems: ConditionProblem[] = [];
  for (const piece of text.matchAll(/\{\{|\}\}|\{((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^{}"'])*)\}|[^{}]+|./gsu)) {
    const [whole, expression] = piece;
    if (whole === '{') {
      problems.push(problemOf('condition-unclosed', { opened: '{' }, { start: piece.index, end: piece.index + 1 }));
    } else if (expression === undefined) {
      parsed.push(whole === '{{' ? '{' : whole === '}}' ? '}' : whole);
    } else {
      const result = parseCondition(expression, vocabulary);
      if ('parsed' in result) parsed.push(result.parsed);
      else problems.push(...result.problems.map((problem) => moved(problem, piece.index + 1)));
    }
  }
  return problems.length > 0 ? { problems } : { parsed };
}

function moved(problem: ConditionProblem, by: number): ConditionProblem {
  return { ...problem, start: problem.start + by, end: problem.end + by };
}

/** Makes a text ready to be filled in. */
export function compileLogText(parsed: ParsedLogText, histories: Histories): (sources: ConditionSources) => string {
  const pieces = parsed.map((each) => (typeof each === 'string' ? each : compileCondition(each, histories)));
  return (sources) =>
    pieces.map((each) => (typeof each === 'string' ? each : shownValue(each.evaluate(sources)))).join('');
}

/** A value in plain text: at most six digits of a number, so that float32 does not look like more than it is. */
export function shownValue(value: ConditionValue): string {
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(6)));
}

import type jsep from 'jsep';
import type { Span } from './condition-types';
import { ExpressionParser } from './expression-parser';
import { SyntaxProblem, type Syntax } from './syntax';

/** Characters that a condition may have. */
export const longestCondition = 500;
/** Expressions that may stand in one another. */
const deepestCondition = 50;

/** The form of a text. @throws SyntaxProblem */
export function readSyntax(text: string): Syntax {
  if (text.length > longestCondition) {
    const values = { most: longestCondition, got: text.length };
    throw new SyntaxProblem('condition-too-long', values, { start: longestCondition, end: text.length });
  }
  if (text.trim() === '') throw new SyntaxProblem('condition-empty', {}, { start: 0, end: text.length });
  const parser = new ExpressionParser(halfWidth(text));
  return formOf(parser.parse(), parser, 1);
}

const quoted = /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?/g;

/** What Chinese keyboards write for ASCII, as ASCII, character by character; texts in quotes stay as they are. */
export function halfWidth(text: string): string {
  const plain = text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'");
  const narrow = (piece: string): string =>
    piece
      .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
      .replaceAll('\u3000', ' ');
  const texts = plain.match(quoted) ?? [];
  return plain
    .split(quoted)
    .map((piece, at) => narrow(piece) + (texts[at] ?? ''))
    .join('');
}

function formOf(expression: jsep.Expression, parser: ExpressionParser, depth: number): Syntax {
  const known = parser.spanOf(expression);
  const within = known?.inner ?? { start: 0, end: parser.expr.length };
  if (depth > deepestCondition) throw new SyntaxProblem('condition-too-deep', { most: deepestCondition }, within);
  const inner = (part: jsep.Expression): Syntax => formOf(part, parser, depth + 1);
  const at = (first: Syntax, last: Syntax): Span & { readonly outer: Span } => {
    const span = { start: first.outer.start, end: last.outer.end };
    return { ...span, outer: known?.outer ?? span };
  };
  const place = { ...within, outer: known?.outer ?? within };
  const node = expression as jsep.CoreExpression;
  switch (node.type) {
    case 'Literal':
      return { kind: 'literal', value: literalOf(node, within), ...place };
    case 'Identifier':
      return { kind: 'name', name: node.name, ...place };
    case 'MemberExpression': {
      const name = memberOf(node, within);
      const of = inner(node.object);
      const span = { start: of.outer.start, end: parser.spanOf(node.property)?.outer.end ?? within.end };
      return { kind: 'member', of, name, ...span, outer: known?.outer ?? span };
    }
    case 'CallExpression': {
      if (node.optional) return refuse('?.', within);
      return { kind: 'call', called: inner(node.callee), values: node.arguments.map(inner), ...place };
    }
    case 'UnaryExpression':
      return { kind: 'unary', operator: node.operator, operand: inner(node.argument), ...place };
    case 'BinaryExpression': {
      const [left, right] = [inner(node.left), inner(node.right)];
      return { kind: 'binary', operator: node.operator, left, right, ...at(left, right) };
    }
    case 'ConditionalExpression': {
      const [test, yes, no] = [inner(node.test), inner(node.consequent), inner(node.alternate)];
      return { kind: 'choice', test, yes, no, ...at(test, no) };
    }
    default:
      return refuse(node.type === 'ThisExpression' ? 'this' : parser.expr.slice(within.start, within.end), within);
  }
}

function literalOf({ value, raw }: jsep.Literal, span: Span): number | boolean | string {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return refuse(raw, span);
}

function memberOf(node: jsep.MemberExpression, span: Span): string {
  if (node.optional) return refuse('?.', span);
  if (node.computed) return refuse('[ ]', span);
  return (node.property as jsep.Identifier).name;
}

function refuse(what: string, span: Span): never {
  throw new SyntaxProblem('condition-not-offered', { what }, span);
}

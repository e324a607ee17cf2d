import type { Checked, Checker } from './checked';
import type { ConditionType } from './condition-types';
import type { Form, Syntax } from './syntax';
import { sourceKey, type Arithmetic, type Comparison, type Tree } from './tree';

type Of<Kind extends Form['kind']> = Extract<Syntax, { readonly kind: Kind }>;

const arithmetic: ReadonlySet<string> = new Set<Arithmetic>(['+', '-', '*', '/', '%', '**']);
const comparisons: ReadonlySet<string> = new Set<Comparison>(['<', '<=', '>', '>=']);
const equalities: { readonly [operator: string]: boolean } = { '==': true, '===': true, '!=': false, '!==': false };
/** Operators of other languages, and what is meant most often. */
const instead: { readonly [operator: string]: string } = { '&': '&&', '|': '||', '^': '**', '~': '!' };

/** A sign or a not. */
export function checkUnary(syntax: Of<'unary'>, checker: Checker): Checked {
  const { operator, operand } = syntax;
  if (operator === '!') {
    const tree = checker.expect(operand, 'boolean', '!');
    return tree && { tree: { kind: 'not', operand: tree }, type: 'boolean' };
  }
  if (operator !== '-' && operator !== '+') return refuseOperator(operator, syntax, checker);
  const tree = checker.expect(operand, 'number', operator);
  if (!tree || operator === '+') return tree && { tree, type: 'number' };
  if (tree.kind === 'number') return { tree: { kind: 'number', value: -tree.value }, type: 'number' };
  return { tree: { kind: 'negative', operand: tree }, type: 'number' };
}

/** An operator between two values. */
export function checkBinary(syntax: Of<'binary'>, checker: Checker): Checked {
  const { operator } = syntax;
  if (operator === '&&' || operator === '||') {
    const trees = bothOf(syntax, 'boolean', checker);
    return trees && { tree: { kind: 'logic', operator, ...trees }, type: 'boolean' };
  }
  if (Object.hasOwn(equalities, operator)) return checkEquality(syntax, equalities[operator]!, checker);
  if (comparisons.has(operator)) return checkComparison(syntax, operator as Comparison, checker);
  if (!arithmetic.has(operator)) return refuseOperator(operator, syntax, checker);
  if (operator === '**' && syntax.left.kind === 'unary' && syntax.left.outer.start === syntax.left.start) {
    return checker.refuse('condition-ambiguous-power', {}, syntax);
  }
  const trees = bothOf(syntax, 'number', checker);
  return trees && { tree: { kind: 'arithmetic', operator: operator as Arithmetic, ...trees }, type: 'number' };
}

/** One of two values of one type. */
export function checkChoice(syntax: Of<'choice'>, checker: Checker): Checked {
  const test = checker.expect(syntax.test, 'boolean', '? :');
  const [yes, no] = [checker.check(syntax.yes), checker.check(syntax.no)];
  if (!yes || !no || !isAlike(yes.type, no.type, syntax.no, '? :', checker) || !test) return undefined;
  const type = plain(yes.type);
  return { tree: { kind: 'choice', test, yes: yes.tree, no: no.tree }, type };
}

function checkEquality(syntax: Of<'binary'>, isEqual: boolean, checker: Checker): Checked {
  const [left, right] = [checker.check(syntax.left), checker.check(syntax.right)];
  if (!left || !right || !isAlike(left.type, right.type, syntax.right, syntax.operator, checker)) return undefined;
  return { tree: { kind: 'equality', isEqual, left: left.tree, right: right.tree }, type: 'boolean' };
}

function checkComparison(syntax: Of<'binary'>, operator: Comparison, checker: Checker): Checked {
  const trees = bothOf(syntax, 'number', checker);
  if (!trees) return undefined;
  const { left, right } = trees;
  const isTop =
    (operator === '>' && isBestOf(left, right, 'max')) || (operator === '<' && isBestOf(left, right, 'min'));
  const isBottom =
    (operator === '<' && isBestOf(right, left, 'max')) || (operator === '>' && isBestOf(right, left, 'min'));
  if (isTop || isBottom) return refuseNever(isTop ? syntax.right : syntax.left, checker);
  return { tree: { kind: 'comparison', operator, left, right }, type: 'boolean' };
}

/** Whether a history is the largest (or smallest) of values that the other one belongs to. */
function isBestOf(value: Tree, history: Tree, name: 'min' | 'max'): boolean {
  if (value.kind !== 'source' || history.kind !== 'history' || history.name !== name) return false;
  return sourceKey(value.source) === sourceKey(history.source) && value.lag === history.lag;
}

function refuseNever(history: Syntax, checker: Checker): undefined {
  const [series, window] = history.kind === 'call' ? history.values : [];
  if (!series || !window || history.kind !== 'call') return undefined;
  const written = (each: Syntax): string => checker.text.slice(each.start, each.end);
  const instead = `${written(history.called)}(previous(${written(series)}), ${written(window)})`;
  return checker.refuse('condition-never-true', { instead }, history, [instead]);
}

function bothOf(
  syntax: Of<'binary'>,
  type: 'number' | 'boolean',
  checker: Checker,
): { readonly left: Tree; readonly right: Tree } | undefined {
  const left = checker.expect(syntax.left, type, syntax.operator);
  const right = checker.expect(syntax.right, type, syntax.operator);
  return left && right && { left, right };
}

function isAlike(one: ConditionType, other: ConditionType, at: Syntax, where: string, checker: Checker): boolean {
  if (plain(one) === plain(other)) return true;
  checker.refuse('condition-wrong-type', { where, expected: plain(one), got: other }, at.outer);
  return false;
}

function plain(type: ConditionType): ConditionType {
  return type === 'series' ? 'number' : type;
}

function refuseOperator(operator: string, at: Syntax, checker: Checker): undefined {
  const better = instead[operator];
  return checker.refuse('condition-not-offered', { what: operator, ...(better && { instead: better }) }, at);
}

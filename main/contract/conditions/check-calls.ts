import type { Checked, Checker } from './checked';
import { checkBatchCall, checkMeasure, checkSeries } from './check-fixed-calls';
import type { HistoryName, MathName } from './condition-types';
import { histories, isHistory, isMath, isMeasure, longestWindow, mathFunctions, signatures } from './language';
import { functionsNear, namesNear, seriesOf, writtenSeries } from './names';
import type { Call, Syntax } from './syntax';
import type { Tree } from './tree';

/** A function with its values. */
export function checkCall(syntax: Call, checker: Checker): Checked {
  const { called } = syntax;
  if (called.kind === 'member') return checkBatchCall(syntax, called, checker);
  if (called.kind !== 'name') {
    const name = checker.text.slice(called.outer.start, called.outer.end);
    return checker.refuse('condition-not-a-function', { name }, called);
  }
  const { name } = called;
  if (isMeasure(name)) return checkMeasure(name, syntax, checker);
  if (name === 'series') return checkSeries(syntax, checker);
  if (isHistory(name) || isMath(name)) return checkFunction(name, syntax, checker);
  const isName = ['batch', 'lr', 'step', 'epoch'].includes(name) || seriesOf(name, checker.vocabulary) !== undefined;
  if (isName) return checker.refuse('condition-not-a-function', { name }, syntax);
  const near = functionsNear(name);
  const known = near.length > 0 ? near : namesNear(name, checker.vocabulary);
  return checker.refuse('condition-unknown-name', { name, near: known.join(', ') }, called, near);
}

/** `min` and `max` are asked of the past of a series if that is followed by a number that is written out. */
function checkFunction(name: HistoryName | MathName, syntax: Call, checker: Checker): Checked {
  const [first, second] = syntax.values;
  if (!first) return refuseCount(name, syntax, checker);
  const subject = checker.check(first);
  if (!subject) return undefined;
  const isOverPast = subject.type === 'series' && syntax.values.length === 2 && second?.kind === 'literal';
  if (isHistory(name) && (isOverPast || !isMath(name))) return checkHistory(name, subject, syntax, checker);
  return isMath(name) ? checkMath(name, subject, syntax, checker) : undefined;
}

function refuseCount(name: string, syntax: Call, checker: Checker): undefined {
  const values = { name, signature: signatures[name]!, got: syntax.values.length };
  return checker.refuse('condition-value-count', values, syntax);
}

function checkHistory(name: HistoryName, subject: NonNullable<Checked>, syntax: Call, checker: Checker): Checked {
  const [first, second] = syntax.values;
  if (subject.tree.kind !== 'source') {
    const near = writtenSeries(checker.vocabulary).slice(0, 3);
    const values = { where: name, expected: 'series', got: subject.type } as const;
    return checker.refuse('condition-wrong-type', values, first!, near);
  }
  const { source, lag } = subject.tree;
  if (syntax.values.length > 2 || (!second && name !== 'previous')) return refuseCount(name, syntax, checker);
  const amount = second ? amountOf(name, second, checker) : 1;
  if (amount === undefined) return undefined;
  if (name === 'previous') {
    if (lag + amount > longestWindow) return refuseAmount(name, second ?? syntax, checker);
    return checker.part(syntax, { tree: { kind: 'source', source, lag: lag + amount }, type: 'series' });
  }
  return checker.part(syntax, { tree: { kind: 'history', name, source, lag, amount }, type: 'number' });
}

/** A window or weight: written out, so that the values to keep are known. */
function amountOf(name: HistoryName, syntax: Syntax, checker: Checker): number | undefined {
  const rule = histories[name];
  const value = syntax.kind === 'literal' ? syntax.value : undefined;
  const fits =
    typeof value === 'number' &&
    (rule.kind === 'weight'
      ? value >= 0 && value < 1
      : Number.isInteger(value) && value >= rule.least && value <= longestWindow);
  return fits ? value : refuseAmount(name, syntax, checker);
}

function refuseAmount(name: HistoryName, syntax: Syntax, checker: Checker): undefined {
  const rule = histories[name];
  const expected = rule.kind === 'weight' ? '0 … 0.999' : `${rule.least} … ${longestWindow}`;
  return checker.refuse('condition-not-fixed', { where: signatures[name]!, expected }, syntax);
}

function checkMath(name: MathName, subject: NonNullable<Checked>, syntax: Call, checker: Checker): Checked {
  const { count, type } = mathFunctions[name];
  const [first, ...others] = syntax.values;
  const fits = count === 'two or more' ? others.length > 0 : others.length === count - 1;
  if (!fits) return refuseCount(name, syntax, checker);
  const values = [
    checker.numberOf(subject, first!, name),
    ...others.map((each) => checker.expect(each, 'number', name)),
  ];
  const trees = values.filter((each): each is Tree => each !== undefined);
  return trees.length === values.length ? { tree: { kind: 'call', name, values: trees }, type } : undefined;
}

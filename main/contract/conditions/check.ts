import { checkCall } from './check-calls';
import { checkMember, checkName } from './check-names';
import { checkBinary, checkChoice, checkUnary } from './check-operators';
import { problemOf, type Checked, type Checker } from './checked';
import type { ConditionProblem, Span, Vocabulary } from './condition-types';
import type { Syntax } from './syntax';
import type { Tree } from './tree';

type Part = Span & { readonly tree: Tree };

/** What came of a check. */
export type Verdict = {
  readonly checked: Checked;
  readonly problems: readonly ConditionProblem[];
  /** The outermost values that the expression is made of. */
  readonly parts: readonly Part[];
};

/** Finds the names of an expression and checks its types. Every problem is reported, not only the first. */
export function checkSyntax(syntax: Syntax, text: string, vocabulary: Vocabulary): Verdict {
  const problems: ConditionProblem[] = [];
  const parts: Part[] = [];
  const checker: Checker = {
    text,
    vocabulary,
    check: (each) => check(each, checker),
    numberOf(checked, at, where) {
      const { tree, type } = checked;
      if (type === 'number' || type === 'series') return tree;
      return checker.refuse('condition-wrong-type', { where, expected: 'number', got: type }, at.outer);
    },
    expect(each, type, where) {
      const checked = checker.check(each);
      if (!checked) return undefined;
      if (type === 'number') return checker.numberOf(checked, each, where);
      if (checked.type === 'boolean') return checked.tree;
      return checker.refuse('condition-wrong-type', { where, expected: type, got: checked.type }, each.outer);
    },
    part({ start, end }, checked) {
      parts.push({ start, end, tree: checked.tree });
      return checked;
    },
    refuse(code, values, at, suggestions) {
      problems.push(problemOf(code, values, at, suggestions));
      return undefined;
    },
  };
  const checked = checker.check(syntax);
  const isWithin = (one: Part, other: Part): boolean =>
    one !== other && one.start >= other.start && one.end <= other.end;
  return { checked, problems, parts: parts.filter((each) => !parts.some((other) => isWithin(each, other))) };
}

function check(syntax: Syntax, checker: Checker): Checked {
  switch (syntax.kind) {
    case 'literal':
      return checkLiteral(syntax.value);
    case 'name':
      return checkName(syntax, checker);
    case 'member':
      return checkMember(syntax, checker);
    case 'call':
      return checkCall(syntax, checker);
    case 'unary':
      return checkUnary(syntax, checker);
    case 'binary':
      return checkBinary(syntax, checker);
    case 'choice':
      return checkChoice(syntax, checker);
  }
}

function checkLiteral(value: number | boolean | string): Checked {
  if (typeof value === 'number') return { tree: { kind: 'number', value }, type: 'number' };
  if (typeof value === 'boolean') return { tree: { kind: 'boolean', value }, type: 'boolean' };
  return { tree: { kind: 'text', value }, type: 'text' };
}

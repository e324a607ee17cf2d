import type { ConditionErrors } from '../errors/conditions';
import type { ErrorReport } from '../errors';
import type { ConditionProblem, ConditionType, Span, Vocabulary } from './condition-types';
import type { Syntax } from './syntax';
import type { Tree } from './tree';

/** An expression whose names are known and types fit; undefined where they are not, which has been reported. */
export type Checked = { readonly tree: Tree; readonly type: ConditionType } | undefined;

/** What checks an expression: its parts ask for each other. */
export type Checker = {
  readonly text: string;
  readonly vocabulary: Vocabulary;
  /** Anything. */
  check(syntax: Syntax): Checked;
  /** The tree of something that has to be a number. */
  numberOf(checked: NonNullable<Checked>, at: Syntax, where: string): Tree | undefined;
  /** A number (or series), or a boolean; `where` names what it is for. */
  expect(syntax: Syntax, type: 'number' | 'boolean', where: string): Tree | undefined;
  /** Something that belongs to what explains the result. */
  part(syntax: Syntax, checked: NonNullable<Checked>): Checked;
  /** Tells of a problem. */
  refuse<Code extends keyof ConditionErrors>(
    code: Code,
    values: ConditionErrors[Code],
    at: Span,
    suggestions?: readonly string[],
  ): undefined;
};

/** A problem from its parts. */
export function problemOf<Code extends keyof ConditionErrors>(
  code: Code,
  values: ConditionErrors[Code],
  { start, end }: Span,
  suggestions: readonly string[] = [],
): ConditionProblem {
  return { start, end, report: { code, values } as ErrorReport<keyof ConditionErrors>, suggestions };
}

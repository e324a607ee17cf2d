import type { ConditionErrors } from '../errors/conditions';
import type { Span } from './condition-types';

/** The kinds of expressions. */
export type Form =
  | { readonly kind: 'literal'; readonly value: number | boolean | string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Syntax; readonly name: string }
  | { readonly kind: 'call'; readonly called: Syntax; readonly values: readonly Syntax[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Syntax }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Syntax; readonly right: Syntax }
  | { readonly kind: 'choice'; readonly test: Syntax; readonly yes: Syntax; readonly no: Syntax };

/** An expression in form only: its names may mean nothing. `outer` includes brackets around it. */
export type Syntax = Span & Form & { readonly outer: Span };

/** A call, as it was written. */
export type Call = Extract<Syntax, { readonly kind: 'call' }>;
/** A name after a point, as it was written. */
export type Member = Extract<Syntax, { readonly kind: 'member' }>;

type Values<Code extends keyof ConditionErrors> = ConditionErrors[Code];

/** Why a text is no expression. */
export class SyntaxProblem<Code extends keyof ConditionErrors = keyof ConditionErrors> extends Error {
  readonly code: Code;
  readonly values: Values<Code>;
  readonly span: Span;
  readonly suggestions: readonly string[];

  constructor(code: Code, values: Values<Code>, span: Span, suggestions: readonly string[] = []) {
    super(code);
    this.name = 'SyntaxProblem';
    this.code = code;
    this.values = values;
    this.span = span;
    this.suggestions = suggestions;
  }
}

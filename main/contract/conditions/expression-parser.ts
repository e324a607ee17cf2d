import jsep from 'jsep';
import type { Span } from './condition-types';
import { SyntaxProblem } from './syntax';

/** The library's parser, which its own types leave out. */
type LibraryParser = {
  readonly expr: string;
  index: number;
  readonly char: string;
  readonly code: number;
  parse(): jsep.Expression;
  gobbleSpaces(): void;
  gobbleExpression(): jsep.Expression | undefined | false;
  gobbleExpressions(closing?: number): jsep.Expression[];
  gobbleArguments(closing: number): jsep.Expression[];
  gobbleToken(): jsep.Expression | undefined | false;
  gobbleIdentifier(): jsep.Expression;
  gobbleArray(): jsep.Expression;
  throwError(message: string): never;
};
const { Jsep } = jsep as unknown as { readonly Jsep: new (text: string) => LibraryParser };

const comma = 44;

/** What people of other languages write, and what it is called here. */
const instead: { readonly [got: string]: string } = {
  '=': '==',
  '=>': '>=',
  '=<': '<=',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '×': '*',
  '÷': '/',
  and: '&&',
  or: '||',
};

/**
 * The library's parser, made strict (one expression, commas between values, no arrays) and made to remember where each
 * expression stands.
 */
export class ExpressionParser extends Jsep {
  readonly #spans = new Map<jsep.Expression, { readonly inner: Span; readonly outer: Span }>();

  /** The one expression of the text. @throws SyntaxProblem */
  override parse(): jsep.Expression {
    return this.gobbleExpressions()[0]!;
  }

  /** Where an expression stands, with and without brackets around it; undefined for those that consist of others. */
  spanOf(expression: jsep.Expression): { readonly inner: Span; readonly outer: Span } | undefined {
    return this.#spans.get(expression);
  }

  override gobbleExpressions(closing?: number): jsep.Expression[] {
    const opened = this.index - 1;
    const expression = this.gobbleExpression();
    if (!expression) return this.#refuse();
    if (this.index < this.expr.length && this.code !== closing) return this.#refuse();
    if (closing !== undefined && this.code !== closing) return this.#refuseOpened(opened);
    return [expression];
  }

  override gobbleArguments(closing: number): jsep.Expression[] {
    const opened = this.index - 1;
    const values: jsep.Expression[] = [];
    this.gobbleSpaces();
    if (this.code === closing) {
      this.index += 1;
      return values;
    }
    for (;;) {
      const value = this.gobbleExpression();
      if (!value) return this.#refuse();
      values.push(value);
      const { code } = this;
      if (code !== comma && code !== closing) return this.#atEnd() ? this.#refuseOpened(opened) : this.#refuse();
      this.index += 1;
      if (code === closing) return values;
    }
  }

  override gobbleToken(): jsep.Expression | undefined | false {
    this.gobbleSpaces();
    const start = this.index;
    const expression = super.gobbleToken();
    if (expression) this.#mark(expression, start);
    return expression;
  }

  override gobbleIdentifier(): jsep.Expression {
    const start = this.index;
    const identifier = super.gobbleIdentifier();
    this.#mark(identifier, start);
    return identifier;
  }

  override gobbleArray(): never {
    throw new SyntaxProblem('condition-not-offered', { what: '[ ]' }, this.#here(1));
  }

  /** Called by the library, with words of its own. */
  override throwError(message: string): never {
    if (message.startsWith('Unclosed quote')) this.#refuseOpened(this.#openQuote());
    return this.#refuse();
  }

  #atEnd(): boolean {
    return this.index >= this.expr.length;
  }

  #here(length: number): Span {
    return { start: this.index, end: this.index + length };
  }

  #mark(expression: jsep.Expression, start: number): void {
    let end = this.index;
    while (end > start && /\s/.test(this.expr[end - 1]!)) end -= 1;
    const outer = { start, end };
    this.#spans.set(expression, { inner: this.#spans.get(expression)?.inner ?? outer, outer });
  }

  /** What stands here can't stand here. */
  #refuse(): never {
    if (this.#atEnd()) throw new SyntaxProblem('condition-unfinished', {}, { start: this.index, end: this.index });
    const got = /^(?:[\p{L}\p{N}_$.]+|=[=<>]?|.)/su.exec(this.expr.slice(this.index))?.[0] ?? this.char;
    const better = Object.hasOwn(instead, got) ? [instead[got]!] : [];
    throw new SyntaxProblem('condition-unexpected', { got }, this.#here(got.length), better);
  }

  #refuseOpened(at: number): never {
    const opened = this.expr[at] ?? '';
    throw new SyntaxProblem('condition-unclosed', { opened }, { start: at, end: at + 1 });
  }

  /** Where the quote was opened that nothing closes: an odd one, from the left. */
  #openQuote(): number {
    let opened = -1;
    for (let at = 0; at < this.expr.length; at++) {
      const char = this.expr[at]!;
      if (opened >= 0 && char === '\\') at += 1;
      else if (opened >= 0 ? char === this.expr[opened] : char === '"' || char === "'") opened = opened >= 0 ? -1 : at;
    }
    return opened;
  }
}

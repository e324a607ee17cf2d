import type { ConditionSources } from './condition-sources';
import type { MathName } from './condition-types';
import type { Histories } from './histories';
import { readSource } from './read-source';
import { Operation, type Program } from './run-program';
import type { Arithmetic, Comparison, Source, Tree } from './tree';

const arithmetic: { readonly [Name in Arithmetic]: Operation } = {
  '+': Operation.Add,
  '-': Operation.Subtract,
  '*': Operation.Multiply,
  '/': Operation.Divide,
  '%': Operation.Remainder,
  '**': Operation.Power,
};
const comparisons: { readonly [Name in Comparison]: Operation } = {
  '<': Operation.Less,
  '<=': Operation.AtMost,
  '>': Operation.More,
  '>=': Operation.AtLeast,
};
const functions: { readonly [Name in MathName]: Operation } = {
  abs: Operation.Abs,
  min: Operation.Min,
  max: Operation.Max,
  sqrt: Operation.Sqrt,
  log: Operation.Log,
  exp: Operation.Exp,
  floor: Operation.Floor,
  round: Operation.Round,
  isNaN: Operation.IsNaN,
  isFinite: Operation.IsFinite,
};
const counters: { readonly [Name in Extract<Tree, { readonly kind: 'counter' }>['name']]: Operation } = {
  step: Operation.Step,
  epoch: Operation.Epoch,
  batch: Operation.Batch,
};

type Instruction = readonly [operation: Operation, first: number, second: number, to: number];

/** Puts expressions together to one program. */
export class ProgramBuilder {
  readonly #histories: Histories;
  /** Reads what every batch has, once for all expressions. */
  readonly #begin: Instruction[] = [];
  readonly #rest: Instruction[] = [];
  /** Cells of what was read, by operation and its first number. */
  readonly #read = new Map<string, number>();
  readonly #keys: string[] = [];
  readonly #reads: ((sources: ConditionSources) => number)[] = [];
  readonly #texts: string[] = [];

  /** @param histories keeps the past for it; its owner records every batch in it */
  constructor(histories: Histories) {
    this.#histories = histories;
  }

  /** Texts by the numbers that stand for them. */
  get texts(): readonly string[] {
    return this.#texts;
  }

  get program(): Program {
    const code = Int32Array.from([...this.#begin, ...this.#rest].flat());
    return { code, cells: this.#histories.cells, keys: this.#keys, reads: this.#reads };
  }

  /** @returns the cell of what it comes to */
  add(tree: Tree): number {
    switch (tree.kind) {
      case 'number':
        return this.#histories.cells.take(1, tree.value);
      case 'boolean':
        return this.#histories.cells.take(1, Number(tree.value));
      case 'text':
        return this.#histories.cells.take(1, this.#textNumber(tree.value));
      case 'counter':
        return this.#given(counters[tree.name]);
      case 'source':
        return tree.lag === 0 ? this.#newest(tree.source) : this.#histories.cellOf(tree);
      case 'history':
        return this.#histories.cellOf(tree);
      case 'has-nan':
        return this.#asked((sources) => Number(sources.hasNaN()));
      case 'rows-of-class':
        return this.#asked((sources) => sources.rowsOfClass(tree.index));
      case 'has-row':
        return this.#asked((sources) => Number(sources.hasRow(tree.id)));
      case 'negative':
        return this.#put(Operation.Negative, this.add(tree.operand));
      case 'not':
        return this.#put(Operation.Not, this.add(tree.operand));
      case 'arithmetic':
        return this.#put(arithmetic[tree.operator], this.add(tree.left), this.add(tree.right));
      case 'comparison':
        return this.#put(comparisons[tree.operator], this.add(tree.left), this.add(tree.right));
      case 'equality':
        return this.#put(tree.isEqual ? Operation.Equal : Operation.Unequal, this.add(tree.left), this.add(tree.right));
      case 'logic':
        return this.#addLogic(tree);
      case 'choice':
        return this.#addChoice(tree);
      case 'call':
        return this.#addCall(tree);
    }
  }

  /** What decides it alone is not followed by the rest. */
  #addLogic({ operator, left, right }: Extract<Tree, { readonly kind: 'logic' }>): number {
    const to = this.#put(Operation.Copy, this.add(left));
    this.#skip(operator === '&&' ? Operation.SkipUnless : Operation.SkipIf, to, () => {
      this.#put(Operation.Copy, this.add(right), 0, to);
    });
    return to;
  }

  #addChoice({ test, yes, no }: Extract<Tree, { readonly kind: 'choice' }>): number {
    const isYes = this.add(test);
    const to = this.#histories.cells.take();
    for (const [operation, tree] of [
      [Operation.SkipUnless, yes],
      [Operation.SkipIf, no],
    ] as const) {
      this.#skip(operation, isYes, () => this.#put(Operation.Copy, this.add(tree), 0, to));
    }
    return to;
  }

  #addCall({ name, values }: Extract<Tree, { readonly kind: 'call' }>): number {
    const [first, ...others] = values.map((value) => this.add(value));
    if (others.length === 0) return this.#put(functions[name], first!);
    return others.reduce((left, right) => this.#put(functions[name], left, right), first!);
  }

  #newest(source: Source): number {
    switch (source.kind) {
      case 'series':
        return this.#series(source.key);
      case 'rate':
        return this.#given(Operation.Rate);
      case 'rows':
        return this.#given(Operation.Rows);
      case 'measure':
      case 'smallest':
      case 'largest':
        return this.#asked(readSource(source));
    }
  }

  #series(key: string): number {
    const known = this.#keys.indexOf(key);
    return this.#given(Operation.Series, known >= 0 ? known : this.#keys.push(key) - 1);
  }

  /** What every batch has. */
  #given(operation: Operation, first = 0): number {
    const name = `${operation} ${first}`;
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const to = this.#histories.cells.take();
    this.#begin.push([operation, first, 0, to]);
    this.#read.set(name, to);
    return to;
  }

  #asked(read: (sources: ConditionSources) => number): number {
    this.#reads.push(read);
    return this.#put(Operation.Read, this.#reads.length - 1);
  }

  #put(operation: Operation, first: number, second = 0, to = this.#histories.cells.take()): number {
    this.#rest.push([operation, first, second, to]);
    return to;
  }

  /** Leaves out what `inner` puts if a cell is as the operation says. */
  #skip(operation: Operation, cell: number, inner: () => void): void {
    const at = this.#rest.length;
    this.#put(operation, cell, 0, 0);
    inner();
    this.#rest[at] = [operation, cell, 0, this.#rest.length - at - 1];
  }

  #textNumber(text: string): number {
    const known = this.#texts.indexOf(text);
    return known >= 0 ? known : this.#texts.push(text) - 1;
  }
}

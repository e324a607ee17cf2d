import type { ConditionSources } from './condition-sources';
import type { ConditionValue } from './condition-types';
import type { Histories } from './histories';
import { ProgramBuilder } from './program-builder';
import { runProgram, type Program } from './run-program';
import { typeOf, type Tree } from './tree';

/** Expressions that are evaluated together, again and again. */
export class Expressions {
  readonly #program: Program;
  /** Cells of what they come to. */
  readonly #results: Int32Array;
  readonly #types: readonly ReturnType<typeof typeOf>[];
  readonly #texts: readonly string[];

  /** @param histories keeps the past for them; its owner records every batch in it */
  constructor(trees: readonly Tree[], histories: Histories) {
    const builder = new ProgramBuilder(histories);
    this.#results = Int32Array.from(trees, (tree) => builder.add(tree));
    this.#types = trees.map(typeOf);
    this.#texts = builder.texts;
    this.#program = builder.program;
  }

  evaluate(sources: ConditionSources): void {
    runProgram(this.#program, sources);
  }

  /** What one of them has come to. */
  valueOf(at: number): ConditionValue {
    const value = this.#program.cells.values[this.#results[at]!]!;
    const type = this.#types[at];
    if (type === 'text') return this.#texts[value]!;
    return type === 'boolean' ? value === 1 : value;
  }

  /** The next one that is true, of conditions only; -1 if none is. */
  nextTrue(from: number): number {
    const [{ values }, results] = [this.#program.cells, this.#results];
    for (let at = from; at < results.length; at += 1) if (values[results[at]!] === 1) return at;
    return -1;
  }
}

import type { Cells } from './cells';
import type { ConditionSources } from './condition-sources';

/**
 * What an instruction does: it takes numbers out of two cells and puts one into a third. A boolean is 1 or 0. Declared in the file
 * that runs them: the bundler puts plain numbers in their place.
 */
export const enum Operation {
  // What every batch has; `first` of a series is its place among the keys.
  Step,
  Epoch,
  Batch,
  Rows,
  Rate,
  Series,
  /** Something that is computed only when it is asked for; `first` is its place among the reads. */
  Read,
  // `first` is looked at; `to` is how many instructions are left out.
  SkipIf,
  SkipUnless,
  // Of what stands in the cells alone, from here on.
  Copy,
  Negative,
  Not,
  Add,
  Subtract,
  Multiply,
  Divide,
  Remainder,
  Power,
  Less,
  AtMost,
  More,
  AtLeast,
  Equal,
  Unequal,
  Abs,
  Min,
  Max,
  Sqrt,
  Log,
  Exp,
  Floor,
  Round,
  IsNaN,
  IsFinite,
}

/** Integers of an instruction: the operation, its two cells, and the one for what comes out. */
const instructionSize = 4;

/** Expressions as instructions, one behind the other. */
export type Program = {
  readonly code: Int32Array;
  readonly cells: Cells;
  /** Keys of series. */
  readonly keys: readonly string[];
  readonly reads: readonly ((sources: ConditionSources) => number)[];
};

/**
 * Runs all instructions once. One loop for all expressions: after a training step its code is no longer in the processor's caches,
 * and is fetched once for all of them.
 */
export function runProgram(program: Program, sources: ConditionSources): void {
  const { code, cells } = program;
  const { values } = cells;
  for (let at = 0; at < code.length; at += instructionSize) {
    const operation = code[at] as Operation;
    const first = code[at + 1]!;
    const to = code[at + 3]!;
    if (operation >= Operation.Copy) values[to] = computed(operation, values[first]!, values[code[at + 2]!]!);
    else if (operation <= Operation.Read) values[to] = read(operation, first, program, sources);
    else if ((values[first] === 1) === (operation === Operation.SkipIf)) at += to * instructionSize;
  }
}

function read(operation: Operation, first: number, { keys, reads }: Program, sources: ConditionSources): number {
  switch (operation) {
    case Operation.Step:
      return sources.step;
    case Operation.Epoch:
      return sources.epoch;
    case Operation.Batch:
      return sources.batch;
    case Operation.Rows:
      return sources.rows;
    case Operation.Rate:
      return sources.learningRate;
    case Operation.Series:
      return sources.series(keys[first]!);
    default:
      return reads[first]!(sources);
  }
}

function computed(operation: Operation, left: number, right: number): number {
  switch (operation) {
    case Operation.Negative:
      return -left;
    case Operation.Not:
      return 1 - left;
    case Operation.Add:
      return left + right;
    case Operation.Subtract:
      return left - right;
    case Operation.Multiply:
      return left * right;
    case Operation.Divide:
      return left / right;
    case Operation.Remainder:
      return left % right;
    case Operation.Power:
      return left ** right;
    case Operation.Less:
      return left < right ? 1 : 0;
    case Operation.AtMost:
      return left <= right ? 1 : 0;
    case Operation.More:
      return left > right ? 1 : 0;
    case Operation.AtLeast:
      return left >= right ? 1 : 0;
    case Operation.Equal:
      return left === right ? 1 : 0;
    case Operation.Unequal:
      // NaN is neither equal to anything nor different: what is not known yet makes nothing true.
      return left < right || left > right ? 1 : 0;
    case Operation.Abs:
      return Math.abs(left);
    case Operation.Min:
      return Math.min(left, right);
    case Operation.Max:
      return Math.max(left, right);
    case Operation.IsNaN:
      return Number.isNaN(left) ? 1 : 0;
    case Operation.IsFinite:
      return Number.isFinite(left) ? 1 : 0;
    case Operation.Copy:
      return left;
    default:
      return seldomComputed(operation, left);
  }
}

function seldomComputed(operation: Operation, value: number): number {
  switch (operation) {
    case Operation.Sqrt:
      return Math.sqrt(value);
    case Operation.Log:
      return Math.log(value);
    case Operation.Exp:
      return Math.exp(value);
    case Operation.Floor:
      return Math.floor(value);
    case Operation.Round:
      return Math.round(value);
    default:
      throw new RangeError(`operation ${operation}`);
  }
}

import type { CompiledModel } from '../model/compiled-model';
import { readSums } from '../step/batch-loss';
import { kindsUpTo, type SquareKind, type Squares } from '../step/squares';
import type { TrainedStep } from '../step/step';
import type { TrainGraph } from './train-graph';

/** What a run of a step says of it in numbers. */
export type MeasuredSums = Pick<TrainedStep, 'sums' | 'squares'>;

type Read = {
  /** The sums; half the sums of squares behind them. */
  readonly values: ArrayLike<number>;
  /** Of the batch. */
  readonly rows: number;
  /** The last kind of squares that is there. */
  readonly squares: SquareKind | undefined;
};

/** Reads what a form of the graph begins with. */
export function readMeasured(
  compiled: CompiledModel,
  graph: Pick<TrainGraph, 'sums' | 'squares'>,
  { values, rows, squares: last }: Read,
): MeasuredSums {
  if (last === undefined) return { sums: readSums(compiled, values, rows) };
  const all = Array.from(values);
  let at = graph.sums;
  const ofKind = (kind: SquareKind): Squares => new Map(graph.squares[kind].map((name) => [name, 2 * all[at++]!]));
  const squares = Object.fromEntries(kindsUpTo(last).map((kind) => [kind, ofKind(kind)]));
  return { sums: readSums(compiled, all.slice(0, graph.sums), rows), squares };
}

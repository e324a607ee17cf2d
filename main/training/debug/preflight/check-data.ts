import type { Tensor } from '@tensorflow/tfjs-core';
import type { PreflightFinding } from '../../../contract/debug/preflight';
import type { CompiledModel } from '../../model/compiled-model';
import type { PreparedBatch } from '../../data/prepared-batch';
import { inputNames } from '../../model/model-names';
import { rowClasses } from '../../data/row-classes';
import { constantColumns } from '../constant-columns';
import { isLookedUp } from '../looked-up-inputs';
import { isSeries } from './row-series';
import { rangeOf } from '../../measures/statistics';

type Found = readonly PreflightFinding[];

/** Inputs beyond these, or all within those, are far from what layers are made for. */
const unscaledFrom = 30;
const tinyUpTo = 0.02;
/** Tables with more may hold pictures, or a column for each word: some are always at the edge of what there is. */
const mostColumns = 32;
/** Fewer rows say nothing of how classes are spread. */
const leastRows = 32;
const mostShare = 0.9;
/** Rows are sorted by class where it changes this many times less often than by chance, of so many changes at least. */
const rarelyChanges = 4;
const leastChanges = 8;
/** Rows for each class before one that never comes is missed. */
const rowsPerClass = 10;

function inputFindings(compiled: CompiledModel, batches: readonly PreparedBatch[]): Found {
  return inputNames(compiled.model).flatMap((name, index): Found => {
    if (isLookedUp(compiled.model, index)) return [];
    const tensors = batches.map(({ xs }) => xs[index]!);
    const { min, max } = rangeOf(tensors);
    const found: PreflightFinding[] = [];
    const at = { check: 'data', level: 'warning' } as const;
    if (min === max) return [{ ...at, level: 'problem', code: 'constant-input', values: { name, value: min } }];
    const most = Math.max(Math.abs(min), Math.abs(max));
    if (most > unscaledFrom) found.push({ ...at, code: 'unscaled', values: { name, min, max } });
    if (most < tinyUpTo) found.push({ ...at, code: 'tiny', values: { name, min, max } });
    const [first] = tensors;
    if (first?.rank === 2 && batches.reduce((sum, { rows }) => sum + rows, 0) > 1) {
      const rows = tensors.map((each) => each.dataSync());
      const width = first.shape[1]!;
      const isEdge = (column: number): boolean => [min, max].includes(rows[0]![column]!);
      const columns = constantColumns(rows, width).filter((column) => width <= mostColumns || !isEdge(column));
      if (columns.length > 0) found.push({ ...at, code: 'constant-columns', values: { name, columns } });
    }
    return found;
  });
}

/** The class of each row, where the targets are classes. */
function classesOf(
  output: CompiledModel['outputs'][number],
  index: number,
  batches: readonly PreparedBatch[],
): number[] {
  const { loss, shape } = output;
  if (loss.targets === 'free' || shape.length > 2) return [];
  return batches.flatMap(({ ys }) => {
    const target = ys[index]!;
    const values = target.dataSync<'float32'>();
    const width = target.shape[1] ?? 1;
    if (loss.targets === 'class-index' || (width === 1 && loss.fromLogits !== undefined)) return Array.from(values);
    if (width === 1 || loss.fromLogits?.activation !== 'softmax') return [];
    return rowClasses(values, width);
  });
}

function classFindings({ outputs }: CompiledModel, batches: readonly PreparedBatch[]): Found {
  return outputs.flatMap((output, index): Found => {
    const { name } = output;
    const classes = classesOf(output, index, batches);
    if (classes.length < leastRows) return [];
    const counts = new Map<number, number>();
    for (const each of classes) counts.set(each, (counts.get(each) ?? 0) + 1);
    const at = { check: 'data', level: 'warning' } as const;
    if (counts.size === 1) return [{ ...at, code: 'one-class', values: { name } }];
    const share = Math.max(...counts.values()) / classes.length;
    return [
      ...(share >= mostShare ? [{ ...at, code: 'imbalance', values: { name, share } } as const] : []),
      ...sortedFindings(name, classes, counts, batches),
      ...fromOneFindings(output, counts, classes.length),
    ];
  });
}

/** Rows that stand together by class though nothing else keeps them in their order, as time does. */
function sortedFindings(
  name: string,
  classes: readonly number[],
  counts: ReadonlyMap<number, number>,
  batches: readonly PreparedBatch[],
): Found {
  const rows = classes.length;
  const isSame = [...counts.values()].reduce((sum, count) => sum + (count / rows) ** 2, 0);
  const byChance = (rows - 1) * (1 - isSame);
  const changes = classes.filter((each, row) => row > 0 && each !== classes[row - 1]).length;
  if (byChance < leastChanges || changes * rarelyChanges > byChance) return [];
  if (
    batches[0]!.xs.some((_, index) =>
      isSeries(
        batches.map(({ xs }) => xs[index]!),
        classes,
      ),
    )
  )
    return [];
  return [{ check: 'data', level: 'warning', code: 'sorted-classes', values: { name, rows, changes } }];
}

/** Labels that were counted from 1, with a unit more to make them fit. */
function fromOneFindings(
  { name, loss, shape }: CompiledModel['outputs'][number],
  counts: ReadonlyMap<number, number>,
  rows: number,
): Found {
  const units = shape.at(-1) ?? 0;
  const last = units - 1;
  if (loss.targets !== 'class-index' || units < 3 || rows < units * rowsPerClass) return [];
  if (counts.has(0) || !counts.has(1) || !counts.has(last)) return [];
  return [{ check: 'data', level: 'warning', code: 'labels-from-one', values: { name, last } }];
}

/** Targets that are numbers and never change. */
function constantFindings({ outputs }: CompiledModel, batches: readonly PreparedBatch[]): Found {
  return outputs.flatMap((output, index): Found => {
    const { loss, name } = output;
    if (loss.targets !== 'like-output' || classesOf(output, index, batches).length > 0) return [];
    const targets = batches.map(({ ys }) => ys[index]!);
    const { min, max } = rangeOf(targets);
    const count = targets.reduce((sum, { size }) => sum + size, 0);
    if (min !== max || count < leastRows) return [];
    return [{ check: 'data', level: 'problem', code: 'constant-targets', values: { name, value: min } }];
  });
}

function areEqual(one: PreparedBatch, other: PreparedBatch): boolean {
  const all = ({ xs, ys }: PreparedBatch): readonly Tensor[] => [...xs, ...ys];
  return all(one).every((each, index) => {
    const [values, others] = [each.dataSync(), all(other)[index]!.dataSync()];
    return values.length === others.length && values.every((value, at) => value === others[at]);
  });
}

/**
 * What the next batches of a run look like.
 * @param areAlike whether each is drawn in the same way: a custom loop may give one class at a time
 */
export function dataFindings(compiled: CompiledModel, batches: readonly PreparedBatch[], areAlike: boolean): Found {
  const [first, ...others] = batches as [PreparedBatch, ...PreparedBatch[]];
  const isRepeated = others.length > 0 && others.every((each) => areEqual(first, each));
  return [
    ...(isRepeated
      ? [{ check: 'data', level: 'problem', code: 'repeats', values: { batches: batches.length } } as const]
      : []),
    ...inputFindings(compiled, batches),
    ...(areAlike ? [...classFindings(compiled, batches), ...constantFindings(compiled, batches)] : []),
  ];
}

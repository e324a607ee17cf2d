import type { Tensor } from '@tensorflow/tfjs-core';
import type { DataFinding } from '../../../contract/debug/batch-inspector';
import type { CompiledModel } from '../../model/compiled-model';
import type { PreparedBatch } from '../../data/prepared-batch';
import { rowClasses } from '../../data/row-classes';
import { inputNames } from '../../model/model-names';
import { constantColumns } from '../constant-columns';
import { isLookedUp } from '../looked-up-inputs';
import { totalsOf } from '../../measures/statistics';
import { rowHashes } from './row-hash';

/** With fewer rows, nothing can be said about a column or a class. */
const fewestRows = 8;
/** Initial weights are made for inputs of about mean 0 and deviation 1: ten times that saturates or overshoots. */
const farMean = 10;
const farStd = 10;
/** A hundredth of it: the input hardly moves what is learned. */
const narrowStd = 0.01;
/** Most of a kind of row to one of the rarest. */
const mostImbalance = 10;

type Values = ArrayLike<number>;

function notFinite(part: string, values: Values, rows: number): DataFinding[] {
  let count = 0;
  let first = -1;
  for (let at = 0; at < values.length; at += 1) {
    if (Number.isFinite(values[at])) continue;
    count += 1;
    if (first < 0) first = at;
  }
  const row = Math.floor(first / (values.length / rows));
  return count > 0 ? [{ code: 'not-finite', values: { part, count, row } }] : [];
}

function columnFindings(part: string, { shape }: Tensor, values: Values): DataFinding[] {
  const [rows = 0, width = 0] = shape;
  if (shape.length !== 2 || width < 2 || rows < fewestRows) return [];
  const constant = constantColumns([values], width);
  const [first] = constant;
  return first === undefined ? [] : [{ code: 'constant-column', values: { part, columns: constant.length, first } }];
}

function unscaled(part: string, values: Values): DataFinding[] {
  const { mean, std, count, notFinite: bad } = totalsOf(values);
  const isConstant = !(std > 0);
  const isFar = Math.abs(mean) > farMean || std > farStd || std < narrowStd;
  return isFar && !isConstant && count > bad ? [{ code: 'unscaled', values: { part, mean, std } }] : [];
}

/** The class of each row, if a target says one. */
function classesOf({ shape, dtype }: Tensor, values: Values, outputSize: number | null): readonly number[] | undefined {
  const [rows = 0, width = 1] = shape;
  if (shape.length > 2) return undefined;
  const all = Array.from(values);
  if (width === 1) {
    const areIndices = all.every((value) => Number.isInteger(value) && value >= 0);
    const isSaid = dtype === 'int32' || (outputSize ?? 0) > 1 || all.every((value) => value === 0 || value === 1);
    return areIndices && isSaid ? all : undefined;
  }
  const classes = rowClasses(all, width);
  const areBits = all.every((value) => value === 0 || value === 1);
  const haveOnes = classes.every((at, row) => all[row * width + at] === 1);
  const ones = all.reduce((total, value) => total + value, 0);
  return areBits && haveOnes && ones === rows ? classes : undefined;
}

function classFindings(part: string, classes: readonly number[]): DataFinding[] {
  if (classes.length < fewestRows) return [];
  const counts = new Map<number, number>();
  for (const each of classes) counts.set(each, (counts.get(each) ?? 0) + 1);
  const byCount = [...counts].sort(([a, many], [b, few]) => few - many || a - b);
  const [most, mostRows] = byCount[0]!;
  const [least, leastRows] = byCount.at(-1)!;
  if (byCount.length === 1) return [{ code: 'one-class', values: { part, index: most } }];
  if (mostRows <= mostImbalance * leastRows) return [];
  return [{ code: 'class-imbalance', values: { part, most, mostRows, least, leastRows } }];
}

function duplicates(batch: PreparedBatch): DataFinding[] {
  const firsts = new Map<number, number>();
  let count = 0;
  let pair: readonly [first: number, second: number] | undefined;
  rowHashes(batch).forEach((hash, row) => {
    const first = firsts.get(hash);
    if (first === undefined) return firsts.set(hash, row);
    count += 1;
    pair ??= [first, row];
  });
  return pair ? [{ code: 'duplicate-rows', values: { count, first: pair[0], second: pair[1] } }] : [];
}

/** What is conspicuous in the data of one batch. */
export function findingsIn(compiled: CompiledModel, batch: PreparedBatch): readonly DataFinding[] {
  const names = inputNames(compiled.model);
  const ofInputs = batch.xs.flatMap((x, index) => {
    const part = names[index]!;
    const values = x.dataSync();
    if (isLookedUp(compiled.model, index)) return notFinite(part, values, batch.rows);
    return [...notFinite(part, values, batch.rows), ...columnFindings(part, x, values), ...unscaled(part, values)];
  });
  const ofTargets = batch.ys.flatMap((y, index) => {
    const { name, shape } = compiled.outputs[index]!;
    const values = y.dataSync();
    const classes = classesOf(y, values, shape.at(-1) ?? null);
    return [...notFinite(name, values, batch.rows), ...(classes ? classFindings(name, classes) : [])];
  });
  return [...ofInputs, ...ofTargets, ...duplicates(batch)];
}

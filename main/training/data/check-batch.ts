import type { Tensor } from '@tensorflow/tfjs-core';
import { CodedError } from '../../contract/errors';
import type { BatchErrors } from '../../contract/errors/batches';
import type { CompiledOutput } from '../model/compiled-model';
import { classCount, withoutAxis } from '../losses/loss';
import type { Which } from './named-data';
import { numbersOf } from './own-tensor';

export type Shape = readonly (number | null)[];
type Fitting = NonNullable<BatchErrors['shape-mismatch']['fitting']>;

/** A shape as text: `[batch, 28, 28, 1]`. */
export function shapeText(shape: Shape): string {
  return `[${shape.map((size, axis) => (axis === 0 && size === null ? 'batch' : (size ?? '?'))).join(', ')}]`;
}

function fits(shape: readonly number[], expected: Shape): boolean {
  return (
    shape.length === expected.length &&
    expected.every((size, axis) => axis === 0 || size === null || size === shape[axis])
  );
}

/**
 * A tensor in the shape that is expected, the last axis added where it is 1 and missing.
 * @param fittingOf the loss that its shape would fit; asked only if it does not fit
 * @throws CodedError `shape-mismatch`
 */
export function shaped(
  data: Tensor,
  expected: Shape,
  which: Which,
  name: string,
  fittingOf?: (data: Tensor) => Fitting | undefined,
): Tensor {
  if (fits(data.shape, expected)) return data;
  if (expected.at(-1) === 1 && fits(data.shape, expected.slice(0, -1))) {
    const result = data.expandDims(data.rank);
    data.dispose();
    return result;
  }
  const fitting = fittingOf?.(data);
  const shapes = { expected: shapeText(expected), got: shapeText(data.shape) };
  throw new CodedError('shape-mismatch', { which, name, ...shapes, ...(fitting && { fitting }) });
}

/** The loss that targets of another form than the own loss's belong to, if that is what they look like. */
export function fittingLoss({ shape }: Tensor, { shape: output, loss }: CompiledOutput): Fitting | undefined {
  if (loss.fromLogits?.activation !== 'softmax') return undefined;
  if (loss.targets === 'class-index') return fits(shape, output) ? 'categorical' : undefined;
  const indices = withoutAxis(output, loss.axis);
  return fits(shape, indices) || fits(shape, [...indices, 1]) ? 'sparse' : undefined;
}

/**
 * Whether all numbers are finite: no sum of float32 numbers outgrows a float64, and none comes back from NaN or an
 * infinity. Four sums, since each addition waits for the one before it: batches are large, and every one is read.
 */
function areFinite(values: Float32Array): boolean {
  const { length } = values;
  const fours = length - (length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let at = 0; at < fours; at += 4) {
    a += values[at]!;
    b += values[at + 1]!;
    c += values[at + 2]!;
    d += values[at + 3]!;
  }
  for (let at = fours; at < length; at += 1) a += values[at]!;
  return Number.isFinite(a + b + c + d);
}

/** @throws CodedError `not-finite-input` with the first row that holds NaN or an infinity */
export function checkFinite(data: Tensor, which: Which, name: string): void {
  const values = numbersOf(data);
  if (areFinite(values)) return;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (value - value === 0) continue;
    const row = Math.floor(at / (data.size / data.shape[0]!));
    throw new CodedError('not-finite-input', { which, name, row, value: String(value) });
  }
}

/**
 * Checks that weights belong to the values of a loss, by sample or by time step.
 * @throws CodedError `shape-mismatch`
 */
export function checkWeightShape(weights: Tensor, yTrue: Tensor, { name, shape, loss }: CompiledOutput): void {
  if (loss.targets === 'free') return;
  const expected = withoutAxis(shape, loss.axis).map(
    (size, axis) => size ?? (axis === 0 ? null : (yTrue.shape[axis] ?? null)),
  );
  const isColumn = weights.rank === shape.length && weights.shape.at(-1) === 1;
  const own = isColumn ? weights.shape.slice(0, -1) : weights.shape;
  const isFitting = own.length <= expected.length && own.every((size, axis) => fitsAxis(size, expected[axis]!, axis));
  if (isFitting) return;
  const got = shapeText(weights.shape);
  throw new CodedError('shape-mismatch', { which: 'sampleWeight', name, expected: shapeText(expected), got });
}

function fitsAxis(size: number, expected: number | null, axis: number): boolean {
  return axis === 0 || expected === null || size === expected || size === 1;
}

/** @throws CodedError `class-out-of-range` */
export function checkClasses(data: Tensor, output: CompiledOutput): void {
  const { name, loss } = output;
  const classes = classCount(output);
  if (classes === undefined) return;
  const values = data.dataSync<'float32'>();
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if ((Number.isInteger(value) && value >= 0 && value < classes) || value === loss.ignoreClass) continue;
    const row = Math.floor(at / (data.size / data.shape[0]!));
    throw new CodedError('class-out-of-range', { name, row, value, classes });
  }
}

/** @throws CodedError `rows-differ` */
export function checkRows(data: { readonly shape: Shape }, rows: number, which: Which): void {
  const own = data.shape[0] ?? 0;
  if (own !== rows) throw new CodedError('rows-differ', { x: rows, other: own, which });
}

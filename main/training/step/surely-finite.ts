import { Tensor, tidy, util, type TensorInfo } from '@tensorflow/tfjs-core';
import { nativeBackend } from '../compiled-step/native-binding';
import type { PreparedBatch } from '../data/prepared-batch';
import type { OptimizerState } from '../optimizers/optimizer-state';
import type { ComputedStep } from './step';

/** Rates beyond which a finite gradient may make an infinite update. */
const highestRate = 1e9;

/**
 * Whether an update with finite gradients may come out as NaN or infinite: a rate that is none, or a division by the root
 * of what may be 0.
 */
export function mayOverflow({ learningRate, hyperparameters }: OptimizerState): boolean {
  return !(Math.abs(learningRate) < highestRate) || hyperparameters['epsilon'] === 0;
}

/** Up to so many numbers are read and squared here: that is quicker than to have an operation done. */
const few = 8192;

/** The sum of squares as float32: NaN or infinite if a number is, or if its square would be. */
function squaresOf(numbers: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < numbers.length; at += 1) sum += numbers[at]! * numbers[at]!;
  return Math.fround(sum);
}

/** The same of numbers that are many, added up by TensorFlow. */
function manySquaresOf(tensor: TensorInfo): number {
  const backend = nativeBackend();
  if (!backend) return tidy(() => (tensor as Tensor).square().sum().dataSync()[0]!);
  const { binding } = backend;
  const type = { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
  const [half] = binding.executeOp('L2Loss', [type], backend.getInputTensorIds([tensor]), 1);
  const [sum] = binding.tensorDataSync(half!.id);
  binding.deleteTensor(half!.id);
  return sum!;
}

/** What is known of tensors while {@link withProducts} runs, by their data: sums of squares, and bounds of products' squares. */
type Known = { readonly squares: Map<object, number>; readonly bounds: Map<object, number> };

let known: Known | undefined;

/** NaN or infinite if a number is, or if its square would be; else at least half the sum of squares. */
function squaresIn(tensor: TensorInfo): number {
  const before = known?.squares.get(tensor.dataId);
  if (before !== undefined) return before;
  const isSmall = tensor instanceof Tensor && tensor.size <= few;
  const squares = isSmall ? squaresOf(tensor.dataSync<'float32'>()) : manySquaresOf(tensor);
  known?.squares.set(tensor.dataId, squares);
  return squares;
}

/** Runs a step whose large products are judged by their factors, which are smaller to read: |x·y|² ≤ |x|²·|y|². */
export function withProducts<Result>(run: () => Result): Result {
  const outer = known;
  known = { squares: new Map(), bounds: new Map() };
  try {
    return run();
  } finally {
    known = outer;
  }
}

/** A product is judged by its factors if it has this many times as many numbers as both. */
const muchLarger = 2;
const sizeOf = ({ shape }: TensorInfo): number => util.sizeFromShape(shape);

/** Tells of a product of two matrices that has just been made: no square in it is larger than |one|² · |other|². */
export function sawProduct(product: TensorInfo, one: TensorInfo, other: TensorInfo): void {
  if (!known || product.dtype !== 'float32') return;
  const size = sizeOf(product);
  if (size <= few || size < muchLarger * (sizeOf(one) + sizeOf(other))) return;
  // Both are half a sum of squares, which makes 4; twice that, because sums are rounded.
  known.bounds.set(product.dataId, 8 * squaresIn(one) * squaresIn(other));
}

/**
 * Whether all numbers of some tensors of type float32 are finite, from their squares: one pass over them. That a square overflows
 * float32 counts as not sure.
 */
export function areSurelyFinite(tensors: readonly Tensor[]): boolean {
  return tensors.every((each) => {
    const bound = known?.bounds.get(each.dataId);
    return Number.isFinite(bound === undefined ? squaresIn(each) : Math.fround(bound));
  });
}

function floatsOf({ xs, ys, weights }: PreparedBatch): readonly Tensor[] {
  return [...xs, ...ys, ...weights].flatMap((each) => (each?.dtype === 'float32' ? [each] : []));
}

/** Whether all of a batch is finite: a quick look. */
export function isSurelyFinite(batch: PreparedBatch): boolean {
  return areSurelyFinite(floatsOf(batch));
}

/** Whether loss, gradients and what the forward pass writes are finite: a quick look. */
export function areResultsSurelyFinite({ sums, gradients, writes }: ComputedStep): boolean {
  return Number.isFinite(sums[0]) && areSurelyFinite([...gradients.values(), ...writes.values()]);
}

/** Whether batch, loss, gradients or what the forward pass writes may hold NaN or infinities: a quick look. */
export function mayBeNotFinite(computed: ComputedStep): boolean {
  return !isSurelyFinite(computed.batch) || !areResultsSurelyFinite(computed);
}

import { zeros, type Tensor } from '@tensorflow/tfjs-core';

/** Loss of each sample (and time step): one axis of what went in is gone. */
export type LossValues = (yTrue: Tensor, yPred: Tensor) => Tensor;

/** The same from what the output's activation was given; `yPred` is what it made of that. */
export type LogitValues = (yTrue: Tensor, logits: Tensor, yPred: () => Tensor) => Tensor;

/** What a loss wants as targets: like the output, class indices without the last axis, or whatever the person gives. */
export type TargetForm = 'like-output' | 'class-index' | 'free';

/** A loss function with its hyperparameters. */
export type LossFunction = {
  readonly values: LossValues;
  readonly targets: TargetForm;
  /** `sum`: not divided by the number of values. `none`: minimised as their sum, shown as their mean. */
  readonly reduction?: 'sum' | 'none';
  /** The axis that is gone; by default the last. */
  readonly axis?: number;
  /** Targets of this class do not count. */
  readonly ignoreClass?: number | undefined;
  /** The same loss from logits, exact where the activation saturates. */
  readonly fromLogits?: { readonly activation: 'softmax' | 'sigmoid'; readonly values: LogitValues };
};

/** Of an output that is not trained: nothing is added, and a target is not needed. */
export const noLoss: LossFunction = { values: (_, yPred) => zeros([yPred.shape[0]!]), targets: 'free' };

/** Whether an output is trained. */
export function hasLoss({ loss }: { readonly loss: LossFunction }): boolean {
  return loss !== noLoss;
}

/** Where an axis stands that may be counted from the end. */
function axisOf(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

/** What is left of a shape without one axis, by default the last. */
export function withoutAxis<Size>(shape: readonly Size[], axis = -1): Size[] {
  const gone = axisOf(axis, shape.length);
  return shape.filter((_, at) => at !== gone);
}

/** An output with its loss, as far as its targets depend on it. */
type Targeted = { readonly shape: readonly (number | null)[]; readonly loss: LossFunction };

/** How many classes the targets of an output may name; undefined where they are none, or the model leaves that free. */
export function classCount({ shape, loss }: Targeted): number | undefined {
  return loss.targets === 'class-index' ? (shape[axisOf(loss.axis ?? -1, shape.length)] ?? undefined) : undefined;
}

/** With one axis moved to the end. */
export function axisLast(values: Tensor, axis: number): Tensor {
  const at = axisOf(axis, values.rank);
  if (at === values.rank - 1) return values;
  return values.transpose([...values.shape.keys()].filter((each) => each !== at).concat(at));
}

/** The reverse of {@link axisLast}. */
export function axisBack(values: Tensor, axis: number): Tensor {
  const at = axisOf(axis, values.rank);
  if (at === values.rank - 1) return values;
  const order = [...values.shape.keys()].slice(0, -1);
  order.splice(at, 0, values.rank - 1);
  return values.transpose(order);
}

/** 1 for values whose target counts, 0 for those of the ignored class. */
export function countedValues(ignoreClass: number, yTrue: Tensor, shape: number[]): Tensor {
  return yTrue.notEqual(ignoreClass).cast('float32').reshape(shape);
}

/** What Keras calls `epsilon()`. */
export const epsilon = 1e-7;

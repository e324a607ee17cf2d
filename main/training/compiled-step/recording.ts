import type { Variable } from '@tensorflow/tfjs-core';
import type { EagerReason } from '../../contract/step-mode';
import type { NativeAttribute } from './native-binding';

/** An operation that was run. */
export type RecordedOperation = {
  readonly kind: 'operation';
  readonly op: string;
  readonly attributes: readonly NativeAttribute[];
  readonly inputs: readonly RecordedValue[];
};

/** Values that JavaScript made. */
export type RecordedConstant = { readonly kind: 'constant'; readonly id: number; readonly bytes: Uint8Array };

/** A tensor from before the recording that is no input: a constant as long as it stays the same tensor. */
export type RecordedCapture = { readonly kind: 'capture'; readonly id: number; readonly bytes: Uint8Array };

/** Something whose value each run of the graph is given. */
export type RecordedInput = { readonly kind: 'input'; readonly name: string };

export type RecordedNode = RecordedOperation | RecordedConstant | RecordedCapture | RecordedInput;

/** One output of a node. */
export type RecordedValue = {
  readonly node: RecordedNode;
  readonly output: number;
  /** TensorFlow's number of the type. */
  readonly type: number;
  readonly shape: readonly number[];
};

/** How many numbers a value has. */
export function sizeOf({ shape }: Pick<RecordedValue, 'shape'>): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** What ran, in its order, and what came out of it by name. */
export type Recording = {
  readonly nodes: readonly RecordedNode[];
  readonly outputs: ReadonlyMap<string, RecordedValue>;
  /** Variables that were read and are nobody's declared inputs, by the names of their inputs: each run is given their values. */
  readonly outside: ReadonlyMap<string, Variable>;
};

/** Thrown while recording what can't be run as a graph. */
export class NotRecordable extends Error {
  readonly reason: EagerReason;

  constructor(reason: EagerReason) {
    super(reason.code);
    this.reason = reason;
  }
}

import { backend, getBackend, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';

/** A tensor on the native side of the binding. */
export type NativeTensor = { readonly id: number; readonly shape: readonly number[]; readonly dtype: number };

/** An attribute of an operation as the binding takes it. */
export type NativeAttribute = { readonly name: string; readonly type: number; readonly value: unknown };

type Values = Float32Array | Int32Array | Uint8Array;

/** Numbers that the binding gives to types of tensors and of attributes. */
export type NativeConstants = {
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_BOOL: number;
  readonly TF_STRING: number;
  readonly TF_RESOURCE: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
};

/** What TensorFlow.js calls of TensorFlow. */
export type NativeBinding = NativeConstants & {
  createTensor(shape: readonly number[], dtype: number, values: Values): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Values;
  executeOp(
    op: string,
    attributes: readonly NativeAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): NativeTensor[];
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(session: number): void;
  runSavedModel(session: number, inputs: readonly number[], inputNames: string, outputNames: string): NativeTensor[];
};

/** The backend's part that stands between TensorFlow.js and the binding. */
export type NativeBackend = {
  binding: NativeBinding;
  /** Where the data of tensors is; `values` are still on our side. */
  readonly tensorMap: { get(dataId: object): { readonly id: number; readonly values: unknown } | undefined };
  getInputTensorIds(tensors: readonly TensorInfo[]): number[];
  createOutputTensor(tensor: NativeTensor): Tensor;
};

/** The backend, if it is TensorFlow itself. */
export function nativeBackend(): NativeBackend | undefined {
  return getBackend() === 'tensorflow' ? (backend() as unknown as NativeBackend) : undefined;
}

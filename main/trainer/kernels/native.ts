import {
  backend,
  engine,
  getKernel,
  registerKernel,
  unregisterKernel,
  type DataType,
  type KernelFunc,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';

/** The types of a TensorFlow tensor that our kernels name. */
export type NativeType = 'float32' | 'int32' | 'int64' | 'bool' | 'string';

type Value = number | boolean | string | readonly number[];

/** An attribute of a TensorFlow operation, as the binding takes it. */
export type Attribute = { readonly name: string; readonly type: number; readonly value: Value };

type Binding = { readonly [constant: string]: number } & { readonly TF_Version: string };
type NativeBackend = {
  readonly binding: Binding;
  executeSingleOutput(op: string, attributes: readonly Attribute[], inputs: readonly TensorInfo[]): Tensor;
  executeMultipleOutputs(
    op: string,
    attributes: readonly Attribute[],
    inputs: readonly TensorInfo[],
    count: number,
  ): Tensor[];
  incRef(dataId: object): void;
  write(values: Int32Array, shape: readonly number[], type: NativeType): object;
  disposeData(dataId: object): boolean;
};

const typeNames: { readonly [Type in NativeType]: string } = {
  float32: 'TF_FLOAT',
  int32: 'TF_INT32',
  int64: 'TF_INT64',
  bool: 'TF_BOOL',
  string: 'TF_STRING',
};

function native(): NativeBackend {
  return backend() as unknown as NativeBackend;
}

function constant(name: string): number {
  return native().binding[name]!;
}

/** The version of TensorFlow behind the kernels. */
export function tensorflowVersion(): string {
  return native().binding.TF_Version;
}

/** An attribute that names a type, most often `T`. */
export function typed(name: string, type: DataType | NativeType): Attribute {
  return { name, type: constant('TF_ATTR_TYPE'), value: constant(typeNames[type as NativeType]) };
}

/** A whole number. */
export function integer(name: string, value: number): Attribute {
  return { name, type: constant('TF_ATTR_INT'), value };
}

/** A number. */
export function float(name: string, value: number): Attribute {
  return { name, type: constant('TF_ATTR_FLOAT'), value };
}

/** Yes or no. */
export function flag(name: string, value: boolean): Attribute {
  return { name, type: constant('TF_ATTR_BOOL'), value };
}

/** A word. */
export function word(name: string, value: string): Attribute {
  return { name, type: constant('TF_ATTR_STRING'), value };
}

/** A shape. */
export function shaped(name: string, value: readonly number[]): Attribute {
  return { name, type: constant('TF_ATTR_SHAPE'), value };
}

/** Runs an operation of TensorFlow that has one output. */
export function run(op: string, attributes: readonly Attribute[], inputs: readonly TensorInfo[]): Tensor {
  return native().executeSingleOutput(op, attributes, inputs);
}

/** Runs an operation of TensorFlow that has `count` outputs. */
export function runAll(
  op: string,
  attributes: readonly Attribute[],
  inputs: readonly TensorInfo[],
  count: number,
): Tensor[] {
  return native().executeMultipleOutputs(op, attributes, inputs, count);
}

/** The same tensor once more, as the result of a kernel that has nothing to do. */
export function same({ dataId, shape, dtype }: TensorInfo): TensorInfo {
  native().incRef(dataId);
  return { dataId, shape, dtype };
}

/** Runs `use` with whole numbers as an int32 vector (or a scalar), which ends afterwards. */
export function withIntegers<Result>(values: readonly number[] | number, use: (tensor: Tensor) => Result): Result {
  const shape = typeof values === 'number' ? [] : [values.length];
  const tensor = engine().makeTensor(Int32Array.from([values].flat()), shape, 'int32');
  try {
    return use(tensor);
  } finally {
    tensor.dispose();
  }
}

/** Runs `use` with an int64 scalar, a type that TensorFlow.js has no tensors for; `value` is below 2^31. */
export function withInt64<Result>(value: number, use: (scalar: TensorInfo) => Result): Result {
  const dataId = native().write(Int32Array.of(value, 0), [], 'int64');
  try {
    return use({ dataId, shape: [], dtype: 'int32' });
  } finally {
    native().disposeData(dataId);
  }
}

/** Adds a kernel, or puts it in the place of the one that tfjs-node brings. */
export function defineKernel(kernelName: string, kernelFunc: KernelFunc): void {
  if (getKernel(kernelName, 'tensorflow')) unregisterKernel(kernelName, 'tensorflow');
  registerKernel({ kernelName, backendName: 'tensorflow', kernelFunc });
}

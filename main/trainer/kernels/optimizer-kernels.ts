import { engine, type NamedTensorInfoMap, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedInput, FusedKernel } from '../../training/optimizers/fused-update';
import { defineKernel, flag, run, runAll, same, shaped, typed, word } from './native';

const float32 = typed('dtype', 'float32');
const type = typed('T', 'float32');
const resources: TensorInfo[] = [];
const constants = new Map<number, TensorInfo>();

/** What stays is no tensor of the engine: nobody else ends it, or finds it among those that were left behind. */
function lasting(tensor: Tensor): TensorInfo {
  const held = same(tensor);
  tensor.dispose();
  return held;
}

/** A resource variable, of whatever shape is assigned to it. All updates use the same few, one after the other. */
function resource(index: number): TensorInfo {
  const attributes = [float32, shaped('shape', []), word('shared_name', `update ${index}`), word('container', '')];
  return (resources[index] ??= lasting(run('VarHandleOp', attributes, [])));
}

function constantOf(value: number): TensorInfo {
  const known = constants.get(value) ?? lasting(engine().makeTensor(Float32Array.of(value), [], 'float32'));
  constants.set(value, known);
  return known;
}

/** The resource that holds this value; a copy is made only when the kernel writes. */
function holding(index: number, value: TensorInfo): TensorInfo {
  const handle = resource(index);
  runAll('AssignVariableOp', [float32], [handle, value], 0);
  return handle;
}

/** Names of the tensors among the inputs of `NativeUpdate`: `variable`, `gradient`, and slots and scalars behind a colon. */
function nameOf(input: Exclude<FusedInput, { from: 'constant' | 'zeros' }>): string {
  return 'name' in input ? `${input.from}:${input.name}` : input.from;
}

function argument(input: FusedInput, inputs: NamedTensorInfoMap, index: number): TensorInfo {
  if (input.from === 'constant') return constantOf(input.value);
  if (input.from === 'zeros') {
    const zeros = run('ZerosLike', [type], [inputs['variable']!]);
    const handle = holding(index, zeros);
    zeros.dispose();
    return handle;
  }
  const tensor = inputs[nameOf(input)]!;
  return isWritten(input) ? holding(index, tensor) : tensor;
}

function isWritten({ from }: FusedInput): boolean {
  return from === 'variable' || from === 'slot';
}

/**
 * What TensorFlow's kernel for an update makes of a variable and its slots, as new tensors: nothing is written.
 * @returns the variable's, then the slots' in the order of the kernel's inputs
 */
defineKernel('NativeUpdate', ({ inputs, attrs }) => {
  const { op, inputs: wanted, attributes } = attrs as unknown as FusedKernel;
  const flags = Object.entries(attributes).map(([name, value]) => flag(name, value));
  const given = wanted.map((input, index) => argument(input, inputs, index));
  runAll(op, [type, ...flags], given, 0);
  return given
    .filter((_, index) => isWritten(wanted[index]!))
    .map((handle) => run('ReadVariableOp', [float32], [handle]));
});

import { engine, type NamedAttrMap, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';
import type { FusedKernel } from './fused-update';
import type { UpdateInput, UpdateOutput } from './optimizer';

function prefixed(prefix: string, tensors: { readonly [name: string]: Tensor }): NamedTensorMap {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${prefix}:${name}`, tensor]));
}

/** An update by TensorFlow's kernel, on copies: new tensors, nothing is written. */
export function nativeUpdate(kernel: FusedKernel, { gradient, value, slots, scalars }: UpdateInput): UpdateOutput {
  const inputs = { variable: value, gradient, ...prefixed('slot', slots), ...prefixed('scalar', scalars) };
  const attributes = kernel as unknown as NamedAttrMap;
  const [next, ...written] = engine().runKernel('NativeUpdate', inputs, attributes) as unknown as readonly Tensor[];
  const names = kernel.inputs.flatMap((each) => (each.from === 'slot' ? [each.name] : []));
  return { value: next!, slots: Object.fromEntries(names.map((name, index) => [name, written[index]!])) };
}

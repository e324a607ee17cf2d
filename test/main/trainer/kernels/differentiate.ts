import '../../../../main/trainer/backend';
import { engine, scalar, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { scoped } from '../../../../main/training/step/scope';

type Values = readonly number[];

/** Values that repeat for every run, with some that are 0, in [-2.5, 2.5). */
export function numbers(shape: readonly number[], seed = 1): Tensor {
  const size = shape.reduce((product, each) => product * each, 1);
  const value = (index: number): number => (index % 7 === 3 ? 0 : ((index * 0.618 + seed * 0.371) % 1) * 5 - 2.5);
  return tensor(
    Float32Array.from({ length: size }, (_, index) => value(index)),
    [...shape],
  );
}

function valuesOf(tensor: Tensor): Values {
  return Array.from(tensor.dataSync());
}

/** Runs `compute` and takes the gradients of the weighted sum of its values by the inputs. */
function once(compute: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[]): readonly Values[] {
  let output: Values = [];
  const { value, grads } = engine().gradients(() => {
    const result = compute(...inputs);
    output = valuesOf(result);
    return result.mul(numbers(result.shape, 5)).sum();
  }, inputs as never[]);
  value.dispose();
  return [output, ...(grads as unknown as Tensor[]).map(valuesOf)];
}

/** Values and gradients as numbers. */
export function differentiate(compute: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[]): readonly Values[] {
  return scoped(() => once(compute, inputs));
}

/** The same by the operations of tfjs-core, which serve where a gradient is differentiated again. */
export function differentiateComposed(
  compute: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
): readonly Values[] {
  return scoped(() => {
    let inner: readonly Values[] = [];
    const differentiateTwice = (): Tensor => {
      inner = once(compute, inputs);
      return scalar(0);
    };
    engine().gradients(differentiateTwice, inputs as never[], undefined, true);
    return inner;
  });
}

/** Equal to what single precision allows. */
export function expectClose(actual: readonly Values[], expected: readonly Values[], tolerance = 1e-5): void {
  expect(actual.map((each) => each.length)).toEqual(expected.map((each) => each.length));
  actual.forEach((values, part) => {
    const largest = Math.max(1, ...expected[part]!.map(Math.abs));
    values.forEach((value, index) => {
      const difference = Math.abs(value - expected[part]![index]!);
      expect(difference, `part ${part}, value ${index}: ${value}`).toBeLessThan(tolerance * largest);
    });
  });
}

/** The names of the operations of TensorFlow that run in `compute`. */
export function operationsOf(compute: () => unknown): readonly string[] {
  const owner = engine().backend as unknown as { binding: { executeOp: (...given: unknown[]) => unknown } };
  const { binding } = owner;
  const names: string[] = [];
  const watched = Object.create(binding) as typeof binding;
  Object.defineProperty(watched, 'executeOp', {
    value: (...given: unknown[]) => {
      names.push(String(given[0]));
      return binding.executeOp(...given);
    },
  });
  owner.binding = watched;
  try {
    compute();
  } finally {
    owner.binding = binding;
  }
  return names;
}

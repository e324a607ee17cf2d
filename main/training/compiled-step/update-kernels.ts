import type { CompiledModel } from '../model/compiled-model';
import type { FusedUpdate } from '../optimizers/fused-update';

/** How a kernel updates a variable. */
export type ChosenKernel = {
  readonly kernel: FusedUpdate;
  /** Whether it has to keep to the calling thread. */
  readonly inOneThread: boolean;
};

/** Variables with more numbers than this pay for the call that keeps kernels in one thread. */
const few = 4096;
/** Variables with more numbers than this are shared out among threads. */
const many = 2 ** 18;
/** Even kernels that always share out do not share fewer numbers than this. */
const fewest = 256;

/**
 * Chooses the kernel that updates a variable in place, if any. For variables of middle size, waking other threads and
 * waiting for them takes longer than the update itself, so those run in one thread. A model that has none of middle size
 * does without that call: there, plain operations beat a kernel that would share out a few numbers.
 */
export function updateKernels({ optimizer, trainable }: CompiledModel): (name: string) => ChosenKernel | undefined {
  const variables = new Map(trainable.map((variable) => [variable.name, variable]));
  const isMiddle = trainable.some((each) => each.value.size > few && each.value.size <= many && optimizer.fused(each));
  return (name) => {
    const variable = variables.get(name)!;
    const kernel = optimizer.fused(variable);
    if (!kernel) return undefined;
    const { size } = variable.value;
    if (isMiddle && size <= many) return { kernel, inOneThread: true };
    return kernel.isAlwaysShared && size >= fewest && size <= few ? undefined : { kernel, inOneThread: false };
  };
}

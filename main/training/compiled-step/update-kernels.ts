import type { CompiledModel } from '../compiled-model';
import type { FusedUpdate } from '../optimizers/fused-update';

/** How a kernel updates a variable. */
export type ChosenKernel = {
  readonly kernel: FusedUpdate;
  /** It shares nothing out among threads. */
  readonly inOneThread: boolean;
};

/** A variable of more numbers than that is worth the call that keeps kernels in one thread. */
const few = 4096;
/** One of more is shared out among threads. */
const many = 2 ** 18;
/** A kernel that shares out whatever it has does not share so few numbers. */
const fewest = 256;

/**
 * Which kernel updates a variable in place, if one does. To wake other threads, and to wait for them, takes longer than what
 * they do for variables of middle size. Where there are none of these, the plain operations are quicker than a kernel
 * that shares out little.
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

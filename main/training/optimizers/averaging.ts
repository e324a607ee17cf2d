import { where, type Tensor } from '@tensorflow/tfjs-core';
import type { Averaging } from './common-settings';
import type { Numbers, Scalars, Slots, UpdateOutput } from './optimizer';

/** The slot of the moving average of a variable's values. */
export const average = 'average';

/** The numbers of the averages' next move. */
export function averagingScalars({ overwriteFrequency }: Averaging, momentum: number, iterations: number): Numbers {
  return {
    emaMomentum: momentum,
    emaRest: 1 - momentum,
    // The average begins with the weights as they are at the first update.
    emaBegins: Number(iterations === 0),
    ...(overwriteFrequency !== undefined && { emaIsDue: Number((iterations + 1) % overwriteFrequency === 0) }),
  };
}

/** Moves the average towards the new value; when it is due, the value becomes the average. */
export function averaged(output: UpdateOutput, before: Tensor, slots: Slots, scalars: Scalars): UpdateOutput {
  const old = where(scalars['emaBegins']!.cast('bool'), before, slots[average]!);
  const moved = old.mul(scalars['emaMomentum']!).add(output.value.mul(scalars['emaRest']!));
  const due = scalars['emaIsDue']?.cast('bool');
  const value = due ? where(due, moved, output.value) : output.value;
  // Not by a spread: V8 gives an object with fields after one a hidden class of its own, in each step.
  return { value, slots: Object.assign({}, output.slots, { [average]: moved }) };
}

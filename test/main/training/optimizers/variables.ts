import { keep, tidy, variable, type Tensor } from '@tensorflow/tfjs-core';
import type { Named } from '../../../../main/training/experiment';
import type { ModelVariable } from '../../../../main/training/model/model-variables';
import { findOptimizer } from '../../../../main/training/optimizers/find-optimizer';
import { OptimizerState } from '../../../../main/training/optimizers/optimizer-state';
import { seedsOf } from '../../../../main/training/random/key';
import { keyedNormal } from '../../../../main/training/random/keyed-tensors';

/** An optimizer and the variables that it updates. */
export type Updated = { readonly state: OptimizerState; readonly variables: readonly ModelVariable[] };

type Constraint = { apply(weights: Tensor): Tensor };

/** Fresh variables of two shapes; the first may have a constraint. */
export function updated(named: Named, constraint?: Constraint): Updated {
  const shapes = [[5, 3], [7]];
  const variables = shapes.map((shape, index): ModelVariable => {
    const value = tidy(() => variable(keyedNormal(shape, seedsOf(index, 'weights'), 0, 0.3), true));
    const owner = { constraint: index === 0 ? constraint : undefined };
    return { name: `dense/${index}`, variable: owner as unknown as ModelVariable['variable'], value, isDrawn: true };
  });
  return { state: new OptimizerState(findOptimizer(named), variables), variables };
}

/** Gradients of step `step`, kept. */
export function gradientsAt(step: number, { variables }: Updated): ReadonlyMap<string, Tensor> {
  const gradients = variables.map(({ name, value }, index) => {
    const gradient = keyedNormal(value.shape, seedsOf(step, `gradient ${index}`), 0.1, 0.5);
    return [name, keep(gradient)] as const;
  });
  return new Map(gradients);
}

/** Updates the variables as the eager step does. */
export function train(of: Updated, steps: number): void {
  for (let step = 0; step < steps; step += 1) {
    const gradients = gradientsAt(of.state.iterations, of);
    const update = of.state.propose(gradients, of.variables);
    for (const { name, value } of of.variables) value.assign(update.get(name)!.value);
    of.state.commit(update);
    for (const { value, slots } of update.values()) for (const each of [value, ...slots.values()]) each.dispose();
    for (const gradient of gradients.values()) gradient.dispose();
  }
}

/** All numbers of an update. */
export function numbersOf(update: ReturnType<OptimizerState['propose']>): {
  readonly [name: string]: readonly number[];
} {
  const entries = [...update].flatMap(([name, { value, slots }]) => [
    [name, [...value.dataSync()]] as const,
    ...[...slots].map(([slot, held]) => [`${name} ${slot}`, [...held.dataSync()]] as const),
  ]);
  return Object.fromEntries(entries);
}

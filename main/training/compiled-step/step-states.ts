import { tensor, type Variable } from '@tensorflow/tfjs-core';
import type { CompiledModel } from '../model/compiled-model';
import type { NativeBackend } from './native-binding';
import { sharedVariable, type SharedVariable } from './shared-variable';

/** Those that are asked for together: the model's variables, or the optimizer's. */
export type StateGroup = 'weights' | 'slots';

/** A variable that a step reads or writes. */
export type StepState = {
  /** Of the model's variable. */
  readonly name: string;
  /** Set for the optimizer's own. */
  readonly slot?: string;
  readonly group: StateGroup;
  readonly shared: SharedVariable;
};

/** Everything that a model's step may write, the model's own variables first. */
export function stepStates({ variables, states, optimizer }: CompiledModel): readonly StepState[] {
  const weights = [...variables, ...states].map(({ name, value }) => ({
    name,
    group: 'weights' as const,
    shared: sharedVariable(value),
  }));
  const slots = [...optimizer.slots].flatMap(([name, held]) =>
    [...held].map(([slot, variable]) => ({
      name,
      slot,
      group: 'slots' as const,
      shared: sharedVariable(variable),
    })),
  );
  return [...weights, ...slots];
}

function copied(variable: Variable): void {
  const copy = tensor(variable.dataSync(), variable.shape, variable.dtype);
  variable.assign(copy);
  copy.dispose();
}

/** Variables may share their data until one of them is written; a recording has to tell them apart. */
export function separate(backend: NativeBackend, states: readonly StepState[]): void {
  const taken = new Set<number>();
  for (const { shared } of states) {
    const { variable } = shared;
    if (taken.has(backend.getInputTensorIds([variable])[0]!)) copied(variable);
    taken.add(backend.getInputTensorIds([variable])[0]!);
  }
}

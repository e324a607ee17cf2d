import type { Graph } from './graph';
import { shapeMessage } from './messages';
import type { NativeConstants } from './native-binding';
import type { StateGroup, StepState } from './step-states';

/** Names of the nodes of a state. Short ones: the binding copies all of them in each run. */
export const stateNames = {
  handle: (state: number) => `v${state}`,
  read: (state: number) => `r${state}`,
  newValue: (state: number) => `n${state}`,
  copied: (state: number) => `m${state}`,
  assigned: (state: number) => `a${state}`,
  allAssigned: (group: StateGroup) => `assigned_${group}`,
};

/** TensorFlow's number for the type of a state. */
export function typeOf(constants: NativeConstants, { shared }: StepState): number {
  const { dtype } = shared.variable;
  if (dtype === 'int32') return constants.TF_INT32;
  return dtype === 'bool' ? constants.TF_BOOL : constants.TF_FLOAT;
}

/** A variable of the graph's own. */
export function addVariable(graph: Graph, name: string, type: number, shape: readonly number[]): string {
  return graph.add(name, 'VarHandleOp', [], {
    dtype: { type },
    shape: { shape: shapeMessage(shape) },
    shared_name: { s: Buffer.from(name) },
    container: { s: Buffer.from('') },
  });
}

/** Variables for all states, each with a read and with a way to put a value in from outside. */
export function addStates(graph: Graph, constants: NativeConstants, states: readonly StepState[]): void {
  const assigned = { weights: [] as string[], slots: [] as string[] };
  states.forEach((state, index) => {
    const { shape } = state.shared.variable;
    const type = typeOf(constants, state);
    const dtype = { dtype: { type } };
    const handle = addVariable(graph, stateNames.handle(index), type, shape);
    graph.add(stateNames.read(index), 'ReadVariableOp', [handle], dtype);
    const given = graph.placeholder(stateNames.newValue(index), type, shape);
    // What is given may be JavaScript's memory, which a variable must not write into.
    const value = graph.add(stateNames.copied(index), 'DeepCopy', [given], { T: { type } });
    assigned[state.group].push(graph.add(stateNames.assigned(index), 'AssignVariableOp', [handle, value], dtype));
  });
  for (const group of ['weights', 'slots'] as const) {
    const before = assigned[group].map((each) => `^${each}`);
    graph.add(stateNames.allAssigned(group), 'Identity', [graph.number(0), ...before], {
      T: { type: constants.TF_FLOAT },
    });
  }
}

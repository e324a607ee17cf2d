import { addVariable, stateNames, typeOf } from './state-nodes';
import { UpdateNodes, type Place, type UpdateParts } from './update-nodes';

/** An update that is computed and not written. */
export type TriedUpdate = {
  readonly update: UpdateNodes;
  /** Where all new values are, in the order of what is changed. */
  readonly proposed: readonly Place[];
  /** What frees the memory that it took, to be waited for by something that a run gives. */
  readonly freed: readonly string[];
};

/**
 * Adds an update that changes nothing: its kernels write copies of the variables that they would write in place. So new
 * values are known before they are written, and they are those that will be, as bits.
 * @param end of the run; to be added to the update
 */
export function addTriedUpdate(
  parts: Omit<UpdateParts, 'readBefore' | 'prefix' | 'target' | 'first'>,
  end: string,
): TriedUpdate {
  const { graph, constants, states, step, fused } = parts;
  const names = new Set(step.differentiated.filter((name) => fused(name)));
  const copies = new Map<number, string>();
  const first = states.flatMap((state, index) => {
    if (!names.has(state.name)) return [];
    const type = typeOf(constants, state);
    const copy = addVariable(graph, `y${index}`, type, state.shared.variable.shape);
    copies.set(index, copy);
    const inputs = [copy, stateNames.read(index)];
    return [graph.add(`yc${index}`, 'AssignVariableOp', inputs, { dtype: { type } })];
  });
  const target = (state: number): string | undefined => copies.get(state);
  const update = new UpdateNodes({ ...parts, readBefore: new Set(), prefix: 't', target, first });
  const proposed = update.changed.map((index) => update.newValue(index, end));
  const reads = proposed.map(([place]) => `^${place.split(':')[0]}`);
  const freed = [...copies].map(([index, copy]) =>
    graph.add(`yd${index}`, 'DestroyResourceOp', [copy, `^${end}`, ...reads]),
  );
  return { update, proposed, freed };
}

import type { Graph } from './graph';
import { signature, type Signature } from './graph-session';
import type { NativeConstants } from './native-binding';
import { stateNames } from './state-nodes';

/** Every so many steps, denormal numbers (below float32's full precision) in the optimizer's slots become zeros. */
export const stepsBetweenZeros = 256;

/** The smallest normal number of float32. */
const smallest = 2 ** -126;

/**
 * Adds a run that sets denormal numbers to zero. TensorFlow's own threads flush them; the calling thread does not. The
 * momentum of a weight that gets no gradient any more decays into them and stays there, and arithmetic on them is several
 * times slower.
 * @param slots indices of the states
 * @returns undefined if there are none
 */
export function addZeros(
  graph: Graph,
  { TF_FLOAT: type, TF_BOOL }: NativeConstants,
  slots: readonly number[],
): Signature | undefined {
  if (slots.length === 0) return undefined;
  const T = { T: { type } };
  const written = slots.map((index) => {
    const read = stateNames.read(index);
    const size = graph.add(`zs${index}`, 'Abs', [read], T);
    const isKept = graph.add(`zk${index}`, 'GreaterEqual', [size, graph.number(smallest)], T);
    const kept = graph.add(`zf${index}`, 'Cast', [isKept], { SrcT: { type: TF_BOOL }, DstT: { type } });
    const value = graph.add(`zv${index}`, 'Mul', [read, kept], T);
    return graph.add(`zw${index}`, 'AssignVariableOp', [stateNames.handle(index), value], { dtype: { type } });
  });
  graph.add('z', 'Identity', [graph.number(0), ...written.map((each) => `^${each}`)], T);
  return signature([], ['z']);
}

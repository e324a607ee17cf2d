import type { NativeConstants } from './native-binding';
import { sizeOf, type RecordedOperation, type RecordedValue } from './recording';

type Rule = (input: (index: number) => number, node: RecordedOperation, shape: readonly number[]) => number;

const same: Rule = (input) => input(0);
const one: Rule = () => 1;
/** No number of the result is the sum of more numbers than this. */
const summands = ({ inputs }: RecordedOperation, shape: readonly number[]): number =>
  sizeOf(inputs[0]!) / sizeOf({ shape });

/** By operation: an upper bound of the absolute values in its result. */
const rules: { readonly [op: string]: Rule } = {
  Identity: same,
  Reshape: same,
  Squeeze: same,
  ExpandDims: same,
  BroadcastTo: same,
  Neg: same,
  Mean: same,
  Relu: same,
  Tanh: one,
  Sigmoid: one,
  Softmax: one,
  Mul: (input) => input(0) * input(1),
  RealDiv: (input, { inputs }) => input(0) / smallest(inputs[1]!),
  Sum: (input, node, shape) => summands(node, shape) * input(0),
  BiasAddGrad: (input, node, shape) => summands(node, shape) * input(0),
};
/** The second output is the gradient: probabilities, less one for the class that is right. */
const crossentropy = 'SparseSoftmaxCrossEntropyWithLogits';
/** Deeper than that nobody looks. */
const deepest = 16;

/**
 * An upper bound of the absolute values in a result, whatever the graph is given, as long as all that it is computed from is
 * finite. Infinity where none is known.
 */
export function largest(value: RecordedValue, constants: NativeConstants, depth = 0): number {
  const { node, type, output, shape } = value;
  if (type !== constants.TF_FLOAT || depth > deepest || node.kind === 'input') return Infinity;
  if (node.kind !== 'operation') return sizes(node.bytes).reduce((most, each) => Math.max(most, each), 0);
  if (node.op === crossentropy && output === 1) return 1;
  const bound = rules[node.op]?.((index) => largest(node.inputs[index]!, constants, depth + 1), node, shape);
  // 0 times what is not known is not known.
  return bound === undefined || Number.isNaN(bound) ? Infinity : bound;
}

const sizes = (bytes: Uint8Array): Float32Array => new Float32Array(bytes.slice().buffer).map(Math.abs);

/** The smallest absolute value of a constant; 0 for anything else. */
function smallest({ node }: RecordedValue): number {
  if (node.kind !== 'constant' && node.kind !== 'capture') return 0;
  return sizes(node.bytes).reduce((least, each) => Math.min(least, each), Infinity);
}

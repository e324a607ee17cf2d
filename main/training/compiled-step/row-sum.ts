import type { Graph } from './graph';
import type { KernelNode } from './one-thread';
import { sizeOf, type RecordedValue } from './recording';

/**
 * The gradient of an embedding: rows added up by their indices. TensorFlow shares that out among threads as it does an update, to
 * be waited for. Its bits do not depend on that: each row is the sum of the same ones in the same order.
 * @returns the sum as a node that can run with the kernels of an update; undefined for anything else, and where there
 * are more numbers to add than there are sums, so that the guard looks at these
 */
export function rowSum(graph: Graph, value: RecordedValue): KernelNode | undefined {
  const { node } = value;
  if (node.kind !== 'operation' || node.op !== 'UnsortedSegmentSum') return undefined;
  if (sizeOf(node.inputs[0]!) >= sizeOf(value)) return undefined;
  const name = graph.place(value);
  const { op, attr } = graph.nodes.find((each) => each.name === name)!;
  return { name, op, attr, inputs: node.inputs.map((input) => [graph.place(input), input.type]) };
}

import type { Graph } from './graph';
import type { GraphNode } from './messages';
import type { NativeConstants } from './native-binding';
import type { Place } from './update-nodes';

/** A node that is not in a graph yet. Others in the same function take its output `output` by the node's name. */
export type KernelNode = {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly Place[];
  readonly attr: GraphNode['attr'];
};

type Parts = {
  readonly name: string;
  readonly nodes: readonly KernelNode[];
  /** Control inputs: what must have run before. */
  readonly waits: readonly string[];
  /** The number that is returned. */
  readonly number: number;
};

/**
 * Adds nodes that run in the calling thread and never split their work among others, however large it is. The only thing
 * in TensorFlow that can be limited so is a function mapped over a list: ours is mapped over a list of one number, which
 * it returns when its nodes are done. Something must take that number as an input, or TensorFlow drops the call as unused.
 * @returns where the list of that number is, int32 of shape [1]
 */
export function addInOneThread(graph: Graph, kinds: NativeConstants, { name, nodes, waits, number }: Parts): string {
  const { TF_INT32: type } = kinds;
  const own = new Set(nodes.map((node) => node.name));
  const given = new Map(nodes.flatMap(({ inputs }) => inputs).filter(([place]) => !own.has(place)));
  const places = [...given.keys()];
  const argument = new Map(places.map((place, index) => [place, `a${index}`]));
  const body = nodes.map(({ inputs, ...node }) => ({
    ...node,
    input: inputs.map(([place]) => argument.get(place) ?? `${place}:output:0`),
  }));
  const end = ['x', ...nodes.map((node) => `^${node.name}`)];
  graph.functions.push({
    signature: {
      name: `${name}_nodes`,
      inputArg: [
        { name: 'x', type },
        ...places.map((place) => ({ name: argument.get(place)!, type: given.get(place)! })),
      ],
      outputArg: [{ name: 'y', type }],
      isStateful: true,
    },
    nodeDef: [...body, { name: 'end', op: 'Identity', input: end, attr: { T: { type } } }],
    ret: { y: 'end:output:0' },
  });
  const list = graph.constant(type, [1], new Uint8Array(Int32Array.of(number).buffer));
  return graph.add(name, 'MapDefun', [list, ...places, ...waits], {
    Targuments: { list: { type: [type] } },
    Tcaptured: { list: { type: [...given.values()] } },
    output_types: { list: { type: [type] } },
    output_shapes: { list: { shape: [{ dim: [] }] } },
    f: { func: { name: `${name}_nodes` } },
    max_intra_op_parallelism: { i: 1 },
  });
}

import type { Graph } from './graph';
import type { GraphNode } from './messages';
import type { NativeConstants } from './native-binding';
import type { Place } from './update-nodes';

/** A node that is not in a graph yet. Of what it gives, others of the same function can take what is called `output`, by its name. */
export type KernelNode = {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly Place[];
  readonly attr: GraphNode['attr'];
};

type Parts = {
  readonly name: string;
  readonly nodes: readonly KernelNode[];
  /** What has to have run before, as inputs. */
  readonly waits: readonly string[];
  /** Comes out. */
  readonly number: number;
};

/**
 * Nodes that run in the thread that calls and share nothing out among others, however much they have to do. Of all of TensorFlow,
 * only a function that is mapped over a list can be told so: ours is mapped over a list of one number, which it hands
 * back when it is through. Somebody has to take that number as an input, or TensorFlow takes the call for useless.
 * @returns where the list of the number is, int32 of shape [1]
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

import { Root } from 'protobufjs/light.js';
import { message, tensorMessages } from '../protobuf/messages';

/** The messages of a saved model, as far as our graphs need them. */
const graphMessages = {
  ...tensorMessages,
  List: message({
    s: ['bytes', 2, 'repeated'],
    i: ['int64', 3, 'repeated'],
    f: ['float', 4, 'repeated'],
    b: ['bool', 5, 'repeated'],
    type: ['int32', 6, 'repeated'],
    shape: ['Shape', 7, 'repeated'],
  }),
  Attribute: {
    ...message({
      list: ['List', 1],
      s: ['bytes', 2],
      i: ['int64', 3],
      f: ['float', 4],
      b: ['bool', 5],
      type: ['int32', 6],
      shape: ['Shape', 7],
      tensor: ['Tensor', 8],
      func: ['Called', 10],
    }),
    oneofs: { value: { oneof: ['list', 's', 'i', 'f', 'b', 'type', 'shape', 'tensor', 'func'] } },
  },
  Called: message({ name: ['string', 1] }),
  Node: message({
    name: ['string', 1],
    op: ['string', 2],
    input: ['string', 3, 'repeated'],
    attr: ['Attribute', 5, { map: 'string' }],
  }),
  Versions: message({ producer: ['int32', 1] }),
  Argument: message({ name: ['string', 1], type: ['int32', 3] }),
  Declaration: message({
    name: ['string', 1],
    inputArg: ['Argument', 2, 'repeated'],
    outputArg: ['Argument', 3, 'repeated'],
    isStateful: ['bool', 17],
  }),
  Function: message({
    signature: ['Declaration', 1],
    nodeDef: ['Node', 3, 'repeated'],
    ret: ['string', 4, { map: 'string' }],
  }),
  Library: message({ function: ['Function', 1, 'repeated'] }),
  Graph: message({ node: ['Node', 1, 'repeated'], library: ['Library', 2], versions: ['Versions', 4] }),
  MetaInfo: message({ tags: ['string', 4, 'repeated'] }),
  MetaGraph: message({ metaInfoDef: ['MetaInfo', 1], graphDef: ['Graph', 2] }),
  SavedModel: message({ savedModelSchemaVersion: ['int64', 1], metaGraphs: ['MetaGraph', 2, 'repeated'] }),
};

type Shape = { readonly dim: readonly { readonly size: number }[] };

/** The value of an attribute of a node: one of these. */
export type AttributeValue =
  | { readonly s: Uint8Array }
  | { readonly i: number }
  | { readonly f: number }
  | { readonly b: boolean }
  | { readonly type: number }
  | { readonly shape: Shape }
  | { readonly tensor: { readonly dtype: number; readonly tensorShape: Shape; readonly tensorContent: Uint8Array } }
  | { readonly func: { readonly name: string } }
  | { readonly list: { readonly [Kind in 's' | 'i' | 'f' | 'b' | 'type' | 'shape']?: readonly unknown[] } };

/** A node of a graph. Inputs are `name:output`, or `^name` for what must have run before. */
export type GraphNode = {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: { readonly [name: string]: AttributeValue };
};

type Argument = { readonly name: string; readonly type: number };

/** A function that nodes of a graph can call. Inputs of its nodes are arguments, or `name:output's name:number`. */
export type GraphFunction = {
  readonly signature: {
    readonly name: string;
    readonly inputArg: readonly Argument[];
    readonly outputArg: readonly Argument[];
    readonly isStateful: boolean;
  };
  readonly nodeDef: readonly GraphNode[];
  /** By the name of an output, which of the nodes' outputs it is. */
  readonly ret: { readonly [output: string]: string };
};

/** All that TensorFlow has to be told of a graph. */
export type GraphParts = { readonly nodes: readonly GraphNode[]; readonly functions: readonly GraphFunction[] };

const savedModel = Root.fromJSON({ nested: graphMessages }).lookupType('SavedModel');

/** The version of graphs that the nodes are written for: what TensorFlow 2.15 produces. */
const producer = 1482;

/** The tag under which the graph is found in its file. */
export const graphTag = 'serve';

/** A saved model that consists of a graph alone. */
export function encodeSavedModel({ nodes, functions }: GraphParts): Uint8Array {
  return savedModel
    .encode({
      savedModelSchemaVersion: 1,
      metaGraphs: [
        {
          metaInfoDef: { tags: [graphTag] },
          graphDef: { node: nodes, library: { function: functions }, versions: { producer } },
        },
      ],
    })
    .finish();
}

/** A shape as messages have it. */
export function shapeMessage(shape: readonly number[]): Shape {
  return { dim: shape.map((size) => ({ size })) };
}

import { shapeMessage, type AttributeValue, type GraphFunction, type GraphNode, type GraphParts } from './messages';
import type { NativeAttribute, NativeConstants } from './native-binding';
import type { RecordedNode, RecordedOperation, RecordedValue } from './recording';
import { typeAttributes } from './type-attributes';

type Attributes = GraphNode['attr'];

const integers = (bytes: Uint8Array): Int32Array => new Int32Array(bytes.slice().buffer);
const bytesOf = (numbers: readonly number[]): Uint8Array => new Uint8Array(Int32Array.from(numbers).buffer);
const textBytes = (text: string): Uint8Array => Buffer.from(text);

/** Nodes of a graph as they are put together; names are given here. */
export class Graph implements GraphParts {
  readonly nodes: GraphNode[] = [];
  readonly functions: GraphFunction[] = [];
  readonly #constants: NativeConstants;
  /** Places of a node's outputs. */
  readonly #placed = new Map<RecordedNode, (output: number) => string>();
  readonly #known = new Map<string, string>();
  readonly #inputPlace: (input: RecordedValue, name: string) => string;

  /** @param inputPlace where a recording's input comes from in this graph, as `name:output`; asked once for each */
  constructor(constants: NativeConstants, inputPlace: (input: RecordedValue, name: string) => string) {
    this.#constants = constants;
    this.#inputPlace = inputPlace;
  }

  /** @returns the name of the node */
  add(name: string, op: string, input: readonly string[] = [], attr: Attributes = {}): string {
    this.nodes.push({ name, op, input, attr });
    return name;
  }

  /** Something that a run of the graph is given. */
  placeholder(name: string, type: number, shape: readonly number[]): string {
    return this.add(name, 'Placeholder', [], { dtype: { type }, shape: { shape: shapeMessage(shape) } });
  }

  /** A constant; equal ones are one node. */
  constant(type: number, shape: readonly number[], bytes: Uint8Array): string {
    const key = bytes.length <= 1024 ? `${type}|${shape.join()}|${Buffer.from(bytes).toString('base64')}` : undefined;
    const known = key === undefined ? undefined : this.#known.get(key);
    if (known !== undefined) return known;
    const tensor = { dtype: type, tensorShape: shapeMessage(shape), tensorContent: bytes };
    const name = this.add(`constant/${this.nodes.length}`, 'Const', [], { dtype: { type }, value: { tensor } });
    if (key !== undefined) this.#known.set(key, name);
    return name;
  }

  /** A float32 number as a constant. */
  number(value: number): string {
    return this.constant(this.#constants.TF_FLOAT, [], new Uint8Array(Float32Array.of(value).buffer));
  }

  /**
   * Brings a recorded value and all that it depends on into the graph.
   * @returns where it is, as `name:output`
   */
  place(value: RecordedValue): string {
    const open: RecordedValue[] = [value];
    // Not by recursion: an unrolled recurrent layer is thousands of operations deep.
    while (open.length > 0) {
      const next = open.at(-1)!;
      const missing = this.#placed.has(next.node) ? [] : this.#missingOf(next.node);
      if (missing.length > 0) open.push(...missing);
      else {
        this.#placeNode(next);
        open.pop();
      }
    }
    return this.#at(value);
  }

  #missingOf(node: RecordedNode): readonly RecordedValue[] {
    return node.kind === 'operation' ? node.inputs.filter((input) => !this.#placed.has(input.node)) : [];
  }

  #at({ node, output }: RecordedValue): string {
    return this.#placed.get(node)!(output);
  }

  #placeNode(value: RecordedValue): void {
    const { node, type, shape } = value;
    if (this.#placed.has(node)) return;
    this.#placed.set(node, this.#newPlace(node, value, type, shape));
  }

  #newPlace(
    node: RecordedNode,
    value: RecordedValue,
    type: number,
    shape: readonly number[],
  ): (output: number) => string {
    if (node.kind === 'operation') {
      const pieces = this.#pieces(node);
      if (pieces) return (output) => pieces[output]!;
      const name = this.#operation(node);
      return (output) => (output > 0 ? `${name}:${output}` : name);
    }
    const name = node.kind === 'input' ? this.#inputPlace(value, node.name) : this.constant(type, shape, node.bytes);
    return () => name;
  }

  /**
   * A split into pieces as one slice for each: TensorFlow's optimizer moves operations across splits, and makes a circle
   * of a recurrent layer whose first state is zero.
   */
  #pieces({ op, inputs }: RecordedOperation): readonly string[] | undefined {
    const [from, sizes, axis] = inputs;
    if (op !== 'SplitV' || !from || sizes?.node.kind !== 'constant' || axis?.node.kind !== 'constant') return undefined;
    const [at] = integers(axis.node.bytes);
    let begin = 0;
    return [...integers(sizes.node.bytes)].map((size) => {
      const starts = from.shape.map((_, index) => (index === at ? begin : 0));
      const shape = from.shape.map((whole, index) => (index === at ? size : whole));
      begin += size;
      const [type, int] = [from.type, this.#constants.TF_INT32];
      const rest = [starts, shape].map((each) => this.constant(int, [each.length], bytesOf(each)));
      const attr = { T: { type }, Index: { type: int } };
      return this.add(`Slice_${this.nodes.length}`, 'Slice', [this.#at(from), ...rest], attr);
    });
  }

  #operation({ op, attributes, inputs }: RecordedOperation): string {
    const given = attributes.map((attribute) => [attribute.name, this.#attribute(attribute)] as const);
    const types = Object.entries(
      typeAttributes(
        op,
        inputs.map(({ type }) => type),
      ),
    );
    const attr: Attributes = Object.fromEntries([
      ...given,
      ...types.map(([name, type]) => [name, { type }] as const),
    ]) as Attributes;
    const name = `${op.replace(/^_/, '')}_${this.nodes.length}`;
    return this.add(
      name,
      op,
      inputs.map((input) => this.#at(input)),
      attr,
    );
  }

  #attribute({ type, value }: NativeAttribute): AttributeValue {
    const kinds = this.#constants;
    const isList = Array.isArray(value);
    switch (type) {
      case kinds.TF_ATTR_STRING:
        return isList ? { list: { s: value.map(String).map(textBytes) } } : { s: textBytes(value as string) };
      case kinds.TF_ATTR_INT:
        return isList ? { list: { i: value } } : { i: value as number };
      case kinds.TF_ATTR_FLOAT:
        return isList ? { list: { f: value } } : { f: value as number };
      case kinds.TF_ATTR_BOOL:
        return isList ? { list: { b: value } } : { b: value as boolean };
      case kinds.TF_ATTR_SHAPE:
        return { shape: shapeMessage(value as readonly number[]) };
      default:
        return { type: value as number };
    }
  }
}

import { usesAllPixels } from './all-pixels';
import type { Graph } from './graph';
import { largest } from './largest';
import type { NativeConstants } from './native-binding';
import { outputName, type RecordedStep } from './recorded-step';
import { sizeOf, type RecordedValue } from './recording';

/** Operations whose result holds the same numbers as their first input. */
const passing = new Set(['Identity', 'Reshape', 'Squeeze', 'ExpandDims']);
/** Operations in whose result every number of both inputs takes part: if the result is finite, so are they. */
const products = new Set(['MatMul', 'BatchMatMul', 'BatchMatMulV2']);
/**
 * Operations whose result is bounded by inputs, with the indices of these: each number is a sum of products x·y, whose
 * square is at most |x|²·|y|², or a sum of some of the n numbers of x, whose square is at most n·|x|².
 */
const bounded: { readonly [op: string]: readonly number[] } = {
  MatMul: [0, 1],
  BatchMatMul: [0, 1],
  BatchMatMulV2: [0, 1],
  Conv2DBackpropFilter: [0, 2],
  UnsortedSegmentSum: [0],
  BiasAddGrad: [0],
  Sum: [0],
};
/** Numbers up to this are far from having a square that float32 does not hold. */
const harmless = 1e12;
/** Operations that add up numbers of their first input: the result is finite if these are finite and none is large. */
const sums = new Set(['Sum', 'BiasAddGrad']);
/** `L2Loss` gives half a sum of squares, rounded: four times the product of two is |x|²·|y|², and twice that is surely not less. */
const margin = 8;
/** The cost of a node, in numbers that are squared and added up in the same time. */
const nodePrice = 4096;
/** Up to so many numbers are looked at one by one: that is quicker than to add them up. */
const few = 256;

/** In the error of a run that the guard has failed. */
const message = 'batchpoint: not surely finite';

/** Whether a run has failed because its guard let nothing pass: nothing was written then. */
export function isHeldBack(error: unknown): boolean {
  return error instanceof Error && error.message.includes(message);
}

/** A place in the graph, with how many numbers it has. */
export type Sized = readonly [place: string, size: number];

const priceOf = (sizes: readonly Sized[]): number => sizes.reduce((sum, [, size]) => sum + size + nodePrice, 0);

function origin(value: RecordedValue): RecordedValue {
  const { node } = value;
  return node.kind === 'operation' && passing.has(node.op) ? origin(node.inputs[0]!) : value;
}

type Parts = {
  readonly graph: Graph;
  readonly constants: NativeConstants;
  readonly step: RecordedStep;
  /** Where the batch's tensors of type float32 are that may be anything. */
  readonly batch: readonly Sized[];
};

/** Lets an update pass only if batch and loss are surely finite, and gradients and their squares too: optimizers keep squares. */
export class GuardNodes {
  readonly #parts: Parts;
  /** Where half the sum of squares is, by where the numbers are. */
  readonly #halves = new Map<string, string>();
  /** Nodes that fail by themselves: to add up what they look at would take longer than to check each. */
  readonly #checks: string[] = [];
  /** Where the loss is. */
  readonly #loss: string;

  constructor(parts: Parts) {
    this.#parts = parts;
    const known = new Set<string>();
    // The large ones first: what they are made of often answers for small ones too.
    const gradients = this.#outputs(outputName.gradient).sort((one, other) => sizeOf(other) - sizeOf(one));
    for (const value of gradients) {
      if (!this.#isSure(value, known)) for (const place of this.#lookAt(value)) known.add(place);
    }
    const rest = [...parts.batch, ...this.#outputs(outputName.written).map((value) => this.#sized(value))];
    for (const sized of rest) if (!known.has(sized[0])) this.#see(sized);
    this.#loss = this.#lossPlace();
  }

  /**
   * A node that fails unless all is finite: what waits for it does not run then.
   * @param after what it waits for, as inputs
   * @returns its name
   */
  addGate(name: string, after: readonly string[] = []): string {
    return this.#addCheck(name, [this.#loss, ...this.#checks.map((each) => `^${each}`), ...after]);
  }

  #outputs(named: (name: string) => string): RecordedValue[] {
    const { constants, step } = this.#parts;
    return [...step.recording.outputs]
      .filter(([name, { type }]) => name.startsWith(named('')) && type === constants.TF_FLOAT)
      .map(([, value]) => origin(value));
  }

  #sized(value: RecordedValue): Sized {
    return [this.#parts.graph.place(value), sizeOf(value)];
  }

  /** Whether a gradient and its square are finite because it is a sum of numbers that are known to be, and can't be large. */
  #isSure(value: RecordedValue, known: ReadonlySet<string>): boolean {
    const { node } = value;
    if (node.kind !== 'operation' || !sums.has(node.op)) return false;
    const { graph, constants } = this.#parts;
    return known.has(graph.place(origin(node.inputs[0]!))) && largest(value, constants) <= harmless;
  }

  /**
   * Looks at a gradient itself, or at what it is made of where that costs less beside what is looked at anyway.
   * @returns places that are finite if it is
   */
  #lookAt(value: RecordedValue): readonly string[] {
    const { node } = value;
    const own = this.#sized(value);
    if (node.kind !== 'operation') {
      this.#check(this.#squares(own));
      return [];
    }
    const { graph } = this.#parts;
    const made = bounded[node.op]?.map((index) => this.#sized(origin(node.inputs[index]!)));
    const isNew = ([place]: Sized): boolean => !this.#halves.has(place);
    if (made && priceOf(made.filter(isNew)) + nodePrice < priceOf([own])) {
      const [one, other] = made.map((each) => this.#half(each));
      const most = this.#product(one!, other ?? graph.number(made[0]![1]));
      this.#check(this.#product(most, graph.number(margin)));
      return made.map(([place]) => place);
    }
    this.#check(this.#squares(own));
    const isProduct = products.has(node.op) || (node.op === 'Conv2DBackpropFilter' && usesAllPixels(node, value.shape));
    return isProduct ? made!.map(([place]) => place) : [];
  }

  /** Checks that numbers are finite; a square that is not costs a second look at most. */
  #see(sized: Sized): void {
    const [place, size] = sized;
    this.#check(size <= few ? place : this.#half(sized));
  }

  /** Finite only if all squares are. Optimizers make squares with the same operation: TensorFlow makes these once. */
  #squares(sized: Sized): string {
    const [place, size] = sized;
    if (size > few) return this.#half(sized);
    const { graph, constants } = this.#parts;
    return graph.add(`s${this.#checks.length}`, 'Square', [place], { T: { type: constants.TF_FLOAT } });
  }

  /** Half the sum of a value's squares, as a node that the guard may use too. */
  halfOf(value: RecordedValue): string {
    return this.#half(this.#sized(origin(value)));
  }

  #half([place]: Sized): string {
    const { graph, constants } = this.#parts;
    const known = this.#halves.get(place);
    if (known !== undefined) return known;
    const half = graph.add(`l${this.#halves.size}`, 'L2Loss', [place], { T: { type: constants.TF_FLOAT } });
    this.#halves.set(place, half);
    return half;
  }

  #product(one: string, other: string): string {
    const { graph, constants } = this.#parts;
    return graph.add(`t${graph.nodes.length}`, 'Mul', [one, other], { T: { type: constants.TF_FLOAT } });
  }

  #check(place: string): void {
    this.#checks.push(this.#addCheck(`finite${this.#checks.length}`, [place]));
  }

  #addCheck(name: string, inputs: readonly string[]): string {
    const { graph, constants } = this.#parts;
    const attr = { T: { type: constants.TF_FLOAT }, message: { s: Buffer.from(message) } };
    return graph.add(name, 'CheckNumerics', inputs, attr);
  }

  /** The first of the sums. */
  #lossPlace(): string {
    const { graph, constants, step } = this.#parts;
    const sums = step.recording.outputs.get(outputName.sums)!;
    const first = sums.node.kind === 'operation' && sums.node.op === 'ConcatV2' ? origin(sums.node.inputs[0]!) : sums;
    if (sizeOf(first) === 1) return graph.place(first);
    const [begin, size] = [0, 1].map((each) =>
      graph.constant(constants.TF_INT32, [1], new Uint8Array(Int32Array.of(each).buffer)),
    );
    const attr = { T: { type: constants.TF_FLOAT }, Index: { type: constants.TF_INT32 } };
    return graph.add('loss', 'Slice', [graph.place(sums), begin!, size!], attr);
  }
}

import type { Graph } from './graph';
import type { NativeConstants } from './native-binding';
import { outputName, type RecordedStep } from './recorded-step';
import type { RecordedValue } from './recording';

/** Operations that hand the numbers of their first input on. */
const passing = new Set(['Identity', 'Reshape', 'Squeeze', 'ExpandDims']);
/** Operations whose result is finite if the squares of their inputs add up to a finite number. */
const bounded: { readonly [op: string]: readonly number[] } = {
  MatMul: [0, 1],
  BatchMatMul: [0, 1],
  BatchMatMulV2: [0, 1],
  Conv2DBackpropFilter: [0, 2],
  UnsortedSegmentSum: [0],
};
/** Values of up to this many numbers are looked at themselves: that is quicker than looking at two others. */
const small = 8192;

const sizeOf = ({ shape }: RecordedValue): number => shape.reduce((product, size) => product * size, 1);

/**
 * What has to be looked at to be sure of a value: itself, or what it is made of where that is less. |x·y| is at most
 * (|x|² + |y|²) / 2, so that a product can only overflow where the squares do.
 */
function witnesses(value: RecordedValue): readonly RecordedValue[] {
  const { node } = value;
  if (node.kind !== 'operation') return [value];
  if (passing.has(node.op)) return witnesses(node.inputs[0]!);
  const inputs = bounded[node.op]?.map((index) => node.inputs[index]!) ?? [];
  const size = inputs.reduce((sum, input) => sum + sizeOf(input), 0);
  return inputs.length > 0 && sizeOf(value) > small && size < sizeOf(value) ? inputs : [value];
}

/** Tensors of up to this many numbers are added up together: a node for each costs more than the numbers. */
const joined = 4096;

/** A place in the graph, with how many numbers it has. */
export type Sized = readonly [place: string, size: number];

type Parts = {
  readonly graph: Graph;
  readonly constants: NativeConstants;
  readonly step: RecordedStep;
  /** Where the batch's tensors of type float32 are. */
  readonly batch: readonly Sized[];
};

/** Lets an update pass only if batch, loss and gradients are surely finite. */
export class GuardNodes {
  /** A node that runs only then: what waits for it does not run either. */
  readonly gate: string;
  readonly #parts: Parts;
  readonly #switch: string;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { graph, constants, step } = parts;
    const T = { T: { type: constants.TF_FLOAT } };
    const sums = graph.place(step.recording.outputs.get(outputName.sums)!);
    this.#switch = graph.add('guard', 'Switch', [sums, this.#isFinite()], T);
    this.gate = graph.add('gate', 'Identity', [`${this.#switch}:1`], T);
  }

  /**
   * The sums once everything is written; all NaN if nothing is.
   * @param after names of the nodes after which everything is written
   */
  addSums(name: string, after: readonly string[]): void {
    const { graph, constants } = this.#parts;
    const T = { T: { type: constants.TF_FLOAT } };
    const written = graph.add(`${name}_yes`, 'Identity', [`${this.#switch}:1`, ...after.map((each) => `^${each}`)], T);
    const held = graph.add(`${name}_no`, 'Mul', [`${this.#switch}:0`, graph.number(NaN)], T);
    graph.add(name, 'Merge', [held, written], { ...T, N: { i: 2 } });
  }

  #isFinite(): string {
    const { graph, constants, step, batch } = this.#parts;
    const T = { T: { type: constants.TF_FLOAT } };
    const { outputs } = step.recording;
    const names = [outputName.gradient, outputName.written].flatMap((named) =>
      [...outputs.keys()].filter((name) => name.startsWith(named(''))),
    );
    const floats = names.map((name) => outputs.get(name)!).filter(({ type }) => type === constants.TF_FLOAT);
    const witnessed = floats.flatMap(witnesses).map((value): Sized => [graph.place(value), sizeOf(value)]);
    const places = new Map<string, number>([[this.#loss(), 1], ...batch, ...witnessed]);
    const all = this.#halfOfSquares([...places]);
    return graph.add('is_finite', 'IsFinite', [all], T);
  }

  /** Half the sum of all squares: small tensors are joined before, large ones added up by themselves. */
  #halfOfSquares(places: readonly Sized[]): string {
    const { graph, constants } = this.#parts;
    const T = { T: { type: constants.TF_FLOAT } };
    const areSmall = places.filter(([, size]) => size <= joined);
    const own = places.filter(([, size]) => size > joined).map(([place]) => place);
    const parts =
      areSmall.length > 1 ? [this.#joined(areSmall.map(([place]) => place)), ...own] : places.map(([place]) => place);
    const halves = parts.map((place, index) => graph.add(`l${index}`, 'L2Loss', [place], T));
    return halves.length === 1 ? halves[0]! : graph.add('l', 'AddN', halves, { ...T, N: { i: halves.length } });
  }

  #joined(places: readonly string[]): string {
    const { graph, constants } = this.#parts;
    const [float, int] = [{ type: constants.TF_FLOAT }, { type: constants.TF_INT32 }];
    const flat = graph.constant(constants.TF_INT32, [1], new Uint8Array(Int32Array.of(-1).buffer));
    const rows = places.map((place, index) =>
      graph.add(`j${index}`, 'Reshape', [place, flat], { T: float, Tshape: int }),
    );
    const axis = graph.constant(constants.TF_INT32, [], new Uint8Array(Int32Array.of(0).buffer));
    return graph.add('j', 'ConcatV2', [...rows, axis], { T: float, Tidx: int, N: { i: rows.length } });
  }

  /** The first of the sums. */
  #loss(): string {
    const { graph, constants, step } = this.#parts;
    const sums = step.recording.outputs.get(outputName.sums)!;
    const first = sums.node.kind === 'operation' && sums.node.op === 'ConcatV2' ? sums.node.inputs[0]! : sums;
    if (sizeOf(first) === 1) return graph.place(first);
    const int = (value: number): string =>
      graph.constant(constants.TF_INT32, [1], new Uint8Array(Int32Array.of(value).buffer));
    const attr = { T: { type: constants.TF_FLOAT }, Index: { type: constants.TF_INT32 } };
    return graph.add('loss', 'Slice', [graph.place(sums), int(0), int(1)], attr);
  }
}

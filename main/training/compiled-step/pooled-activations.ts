import type { RecordedNode, RecordedOperation, RecordedValue, Recording } from './recording';

/** A relu whose values go into a maximum pooling and nowhere else, and the pooling's way back. */
type Pair = {
  readonly relu: RecordedOperation;
  readonly pool: RecordedOperation;
  readonly back: RecordedOperation;
  readonly isFused: boolean;
};

type Result = RecordedValue & { readonly node: RecordedOperation };
type Users = ReadonlyMap<RecordedNode, readonly RecordedOperation[]>;

/** Which operations take something from a node, of those that an output depends on. */
function usersOf({ outputs }: Recording): Users {
  const users = new Map<RecordedNode, RecordedOperation[]>();
  const seen = new Set<RecordedNode>();
  const open = [...outputs.values()].map(({ node }) => node);
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind !== 'operation' || seen.has(node)) continue;
    seen.add(node);
    for (const input of new Set(node.inputs.map((each) => each.node))) {
      users.set(input, [...(users.get(input) ?? []), node]);
      open.push(input);
    }
  }
  return users;
}

/** TensorFlow's optimizer makes one operation of convolution, bias and relu: such a relu costs nothing where it is. */
function isFused(relu: RecordedOperation, users: Users): boolean {
  const sum = relu.inputs[0]!.node;
  if (sum.kind !== 'operation' || sum.op !== 'Add' || users.get(sum)!.length > 1) return false;
  return sum.inputs.some(({ node }) => node.kind === 'operation' && node.op === 'Conv2D');
}

/** Nothing else may need what will not be computed any more: the relu's values, and the gradient by them. */
function pairOf(pool: RecordedOperation, users: Users, results: ReadonlySet<RecordedNode>): Pair | undefined {
  const relu = pool.inputs[0]!.node;
  if (relu.kind !== 'operation' || relu.op !== 'Relu' || results.has(relu)) return undefined;
  const takers = users.get(relu) ?? [];
  const [back, ...others] = takers.filter(
    ({ op, inputs }) => op === 'MaxPoolGrad' && inputs[0]!.node === relu && inputs[1]!.node === pool,
  );
  if (!back || others.length > 0 || results.has(back)) return undefined;
  const isGradient = ({ op, inputs: [dy, y] }: RecordedOperation): boolean =>
    op === 'ReluGrad' && dy!.node === back && y!.node === relu;
  const isAlone = takers.every((each) => each === pool || each === back || isGradient(each));
  return isAlone && users.get(back)!.every(isGradient)
    ? { relu, pool, back, isFused: isFused(relu, users) }
    : undefined;
}

/** Whether a sum is over all places of pictures [batch, row, column, channel]. */
function isOverPlaces(axes: RecordedValue | undefined): boolean {
  if (axes?.node.kind !== 'constant') return false;
  const summed = [...new Int32Array(axes.node.bytes.slice().buffer)];
  return summed.includes(1) && summed.includes(2);
}

/**
 * Pools first and applies relu to the maxima: the same numbers, forward and back, but relu and its gradient pass over a
 * fraction of the data. A relu that TensorFlow fuses with its convolution stays where it is; only its gradient moves. And
 * since a pooling hands each gradient on to exactly one place, summing what it hands on is summing what it was given.
 */
export class PooledActivations {
  readonly #pairs = new Map<RecordedNode, Pair>();
  /** By the pooling that was recorded: its maxima, and those cut off. */
  readonly #pooled = new Map<RecordedNode, { readonly maxima: Result; readonly cut: Result }>();
  /** By the way back that was recorded. */
  readonly #backs = new Map<RecordedNode, RecordedOperation>();

  constructor(recording: Recording) {
    const pools = recording.nodes.filter((node) => node.kind === 'operation').filter(({ op }) => op === 'MaxPool');
    if (pools.length === 0) return;
    const users = usersOf(recording);
    const results = new Set([...recording.outputs.values()].map(({ node }) => node));
    for (const pool of pools) {
      const pair = pairOf(pool, users, results);
      if (!pair) continue;
      this.#pairs.set(pool, pair);
      this.#pairs.set(pair.back, pair);
    }
  }

  /**
   * @param node an operation as it was recorded; all of them, in their order
   * @param moved the same with its inputs as they are now
   * @returns what takes its place, if something does
   */
  quicker(node: RecordedOperation, moved: RecordedOperation): RecordedOperation | undefined {
    switch (node.op) {
      case 'MaxPool':
        return this.#pool(node, moved);
      case 'MaxPoolGrad':
        return this.#back(node, moved);
      case 'ReluGrad':
        return this.#backs.get(node.inputs[0]!.node);
      case 'Sum':
        return sumOfPooled(moved);
      default:
        return undefined;
    }
  }

  #pool(node: RecordedOperation, moved: RecordedOperation): RecordedOperation | undefined {
    const pair = this.#pairs.get(node);
    if (!pair) return undefined;
    const relu = moved.inputs[0]!.node as RecordedOperation;
    if (pair.isFused) {
      const cut: Result = { ...pair.back.inputs[1]!, node: moved };
      this.#pooled.set(node, { maxima: cut, cut });
      return moved;
    }
    const maxima: Result = { ...pair.back.inputs[1]!, node: { ...moved, inputs: relu.inputs } };
    const cut: Result = { ...maxima, node: { ...relu, inputs: [maxima] } };
    this.#pooled.set(node, { maxima, cut });
    return cut.node;
  }

  #back(node: RecordedOperation, moved: RecordedOperation): RecordedOperation | undefined {
    const pair = this.#pairs.get(node);
    if (!pair) return undefined;
    const { maxima, cut } = this.#pooled.get(pair.pool)!;
    const through = { ...cut, node: { ...pair.relu, op: 'ReluGrad', inputs: [moved.inputs[2]!, cut] } };
    const back = { ...moved, inputs: [...maxima.node.inputs, maxima, through] };
    this.#backs.set(node, back);
    return back;
  }
}

function sumOfPooled(sum: RecordedOperation): RecordedOperation | undefined {
  const [summed, axes] = sum.inputs;
  if (summed?.node.kind !== 'operation' || summed.node.op !== 'MaxPoolGrad' || !isOverPlaces(axes)) return undefined;
  return { ...sum, inputs: [summed.node.inputs[2]!, axes!] };
}

import type { NativeConstants } from './native-binding';
import { PooledActivations } from './pooled-activations';
import { sizeOf, type RecordedNode, type RecordedOperation, type RecordedValue, type Recording } from './recording';

const integers = (numbers: readonly number[], kinds: NativeConstants): RecordedValue => ({
  node: { kind: 'constant', id: -1, bytes: new Uint8Array(Int32Array.from(numbers).buffer) },
  output: 0,
  type: kinds.TF_INT32,
  shape: [numbers.length],
});

/** Up to so many numbers, five plain operations are quicker than a softmax that is shared out among threads. */
const smallSoftmax = 16_384;

/** A softmax of few numbers, written out. */
function writtenOut({ inputs }: RecordedOperation, kinds: NativeConstants): RecordedOperation | undefined {
  const [logits] = inputs as readonly [RecordedValue];
  const { shape, type } = logits;
  if (type !== kinds.TF_FLOAT || sizeOf(logits) > smallSoftmax) return undefined;
  const result = (op: string, given: readonly RecordedValue[]): RecordedValue => ({
    node: { kind: 'operation', op, attributes: [], inputs: given },
    output: 0,
    type,
    shape,
  });
  const axis = integers([-1], kinds);
  const attributes = [{ name: 'keep_dims', type: kinds.TF_ATTR_BOOL, value: true }];
  const reduced = (op: string, values: RecordedValue): RecordedValue => ({
    node: { kind: 'operation', op, attributes, inputs: [values, axis] },
    output: 0,
    type,
    shape: [...shape.slice(0, -1), 1],
  });
  const powers = result('Exp', [result('Sub', [logits, reduced('Max', logits)])]);
  return { kind: 'operation', op: 'RealDiv', attributes: [], inputs: [powers, reduced('Sum', powers)] };
}

/** Shorter rows are not worth being fetched one by one. */
const leastWidth = 8;

/** Batch and time change places: rows are fetched in another order, which is quicker than to move every number. */
function reordered({ inputs }: RecordedOperation, kinds: NativeConstants): RecordedOperation | undefined {
  const [from, order] = inputs as readonly [RecordedValue, RecordedValue];
  const [first, second, width, ...others] = from.shape as readonly [number, number, number];
  if (order.node.kind !== 'constant' || width === undefined || width < leastWidth || others.length > 0)
    return undefined;
  if (new Int32Array(order.node.bytes.slice().buffer).join() !== '1,0,2') return undefined;
  const rows = Array.from({ length: first * second }, (_, to) => (to % first) * second + Math.floor(to / first));
  const shaped = (values: RecordedValue, shape: readonly number[]): RecordedOperation => ({
    kind: 'operation',
    op: 'Reshape',
    attributes: [],
    inputs: [values, integers(shape, kinds)],
  });
  const flat = { ...from, node: shaped(from, [rows.length, width]), output: 0, shape: [rows.length, width] };
  const axis = { ...integers([0], kinds), shape: [] };
  const fetch = {
    kind: 'operation',
    op: 'GatherV2',
    attributes: [],
    inputs: [flat, integers(rows, kinds), axis],
  } as const;
  return shaped({ ...flat, node: fetch }, [second, first, width]);
}

const ways: { readonly [op: string]: typeof writtenOut } = { Softmax: writtenOut, Transpose: reordered };

/**
 * The same results in a quicker way, where all of a recording has to be seen for it, or TensorFlow's own optimizer takes the
 * slower one. They differ by rounding at most.
 */
export function simplified(recording: Recording, kinds: NativeConstants): Recording {
  const pooled = new PooledActivations(recording);
  const replaced = new Map<RecordedNode, RecordedOperation>();
  const now = (value: RecordedValue): RecordedValue => {
    const node = replaced.get(value.node);
    return node ? { ...value, node } : value;
  };
  for (const node of recording.nodes) {
    if (node.kind !== 'operation') continue;
    const inputs = node.inputs.map(now);
    const moved = inputs.every((input, index) => input === node.inputs[index]) ? node : { ...node, inputs };
    const quicker = ways[node.op]?.(moved, kinds) ?? pooled.quicker(node, moved);
    if ((quicker ?? moved) !== node) replaced.set(node, quicker ?? moved);
  }
  return { ...recording, outputs: new Map([...recording.outputs].map(([name, value]) => [name, now(value)])) };
}

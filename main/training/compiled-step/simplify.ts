import type { NativeConstants } from './native-binding';
import { PooledActivations } from './pooled-activations';
import type { RecordedNode, RecordedOperation, RecordedValue, Recording } from './recording';

/** Up to so many numbers, five plain operations are quicker than a softmax that is shared out among threads. */
const smallSoftmax = 16_384;

/** A softmax of few numbers, written out. */
function writtenOut({ inputs }: RecordedOperation, kinds: NativeConstants): RecordedOperation | undefined {
  const [logits] = inputs as readonly [RecordedValue];
  const { shape, type } = logits;
  if (type !== kinds.TF_FLOAT || shape.reduce((product, each) => product * each, 1) > smallSoftmax) return undefined;
  const result = (op: string, given: readonly RecordedValue[]): RecordedValue => ({
    node: { kind: 'operation', op, attributes: [], inputs: given },
    output: 0,
    type,
    shape,
  });
  const last = { kind: 'constant', id: -1, bytes: new Uint8Array(Int32Array.of(-1).buffer) } as const;
  const axis = { node: last, output: 0, type: kinds.TF_INT32, shape: [1] };
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
    const quicker = node.op === 'Softmax' ? writtenOut(moved, kinds) : pooled.quicker(node, moved);
    if ((quicker ?? moved) !== node) replaced.set(node, quicker ?? moved);
  }
  return { ...recording, outputs: new Map([...recording.outputs].map(([name, value]) => [name, now(value)])) };
}

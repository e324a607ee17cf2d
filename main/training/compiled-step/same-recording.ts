import type { NativeAttribute } from './native-binding';
import {
  NotRecordable,
  type RecordedNode,
  type RecordedOperation,
  type RecordedValue,
  type Recording,
} from './recording';

type Operations = ReadonlyMap<RecordedNode, number>;

function operationsOf({ nodes }: Recording): readonly RecordedOperation[] {
  return nodes.filter((node) => node.kind === 'operation');
}

function indexOf(operations: readonly RecordedOperation[]): Operations {
  return new Map(operations.map((operation, index) => [operation, index]));
}

function isSameAttribute(one: NativeAttribute | undefined, other: NativeAttribute): boolean {
  if (one?.name !== other.name || one.type !== other.type) return false;
  return JSON.stringify(one.value) === JSON.stringify(other.value);
}

function isSameNode(one: RecordedNode, other: RecordedNode, ones: Operations, others: Operations): boolean {
  if (one.kind === 'operation' || other.kind === 'operation') return ones.get(one) === others.get(other);
  if (one.kind === 'input' || other.kind === 'input') {
    return one.kind === 'input' && other.kind === 'input' && one.name === other.name;
  }
  // What was made while recording may differ in identity, not in value; what was there before must be the same tensor.
  if (other.kind === 'capture' && one.id !== other.id) return false;
  return Buffer.compare(one.bytes, other.bytes) === 0;
}

/**
 * Shows that a recording holds for every step: a second one, of another step with other inputs, must be equal to it.
 * @throws NotRecordable with the operation where they part
 */
export function checkSame(first: Recording, second: Recording): void {
  const [ones, others] = [operationsOf(first), operationsOf(second)];
  const [oneIndex, otherIndex] = [indexOf(ones), indexOf(others)];
  const isSame = (one: RecordedValue, other: RecordedValue | undefined): boolean =>
    other !== undefined &&
    one.output === other.output &&
    one.type === other.type &&
    one.shape.join() === other.shape.join() &&
    isSameNode(one.node, other.node, oneIndex, otherIndex);
  ones.forEach((one, at) => {
    const other = others[at];
    const isEqual =
      one.op === other?.op &&
      one.inputs.length === other.inputs.length &&
      one.attributes.length === other.attributes.length &&
      other.attributes.every((attribute, index) => isSameAttribute(one.attributes[index], attribute)) &&
      one.inputs.every((input, index) => isSame(input, other.inputs[index]));
    if (!isEqual) throw new NotRecordable({ code: 'changes', operation: one.op });
  });
  const hasSameOutputs = [...first.outputs].every(([name, value]) => isSame(value, second.outputs.get(name)));
  if (ones.length !== others.length || first.outputs.size !== second.outputs.size || !hasSameOutputs) {
    throw new NotRecordable({ code: 'changes', operation: others[ones.length]?.op ?? '' });
  }
}

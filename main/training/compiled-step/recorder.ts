import { engine, tensor, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { NativeAttribute, NativeBackend, NativeBinding } from './native-binding';
import { NotRecordable, type RecordedNode, type RecordedValue, type Recording } from './recording';

/** Names a tensor as an input of the graph that is being recorded. */
export type DeclareInput = (name: string, tensor: Tensor) => void;

const outsideName = ({ name }: Variable): string => `outside/${name}`;

const bytesOf = (values: Float32Array | Int32Array | Uint8Array): Uint8Array =>
  new Uint8Array(values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength));

/** A variable that was read and is no declared input, with the tensor that it was and its values. */
type Outside = {
  readonly variable: Variable;
  readonly id: number;
  readonly values: ReturnType<NativeBinding['tensorDataSync']>;
};

/** A binding that does as told and writes down what it did. */
class Recorder {
  readonly #backend: NativeBackend;
  readonly #native: NativeBinding;
  readonly #nodes: RecordedNode[] = [];
  readonly #values = new Map<number, RecordedValue>();
  readonly #outside: Outside[] = [];
  #refused: NotRecordable | undefined;

  constructor(backend: NativeBackend) {
    this.#backend = backend;
    this.#native = backend.binding;
  }

  /** @throws NotRecordable; whatever else `run` throws is thrown on */
  record<Key extends string>(run: (declareInput: DeclareInput) => ReadonlyMap<Key, Tensor>): Recording {
    // One whose values never went to TensorFlow would pass for a constant.
    this.#backend.getInputTensorIds(Object.values(engine().registeredVariables));
    this.#backend.binding = this.#binding();
    try {
      const results = run((name, tensor) => this.#declare(name, tensor));
      const outputs = [...results].map(([name, tensor]) => [name, this.#valueOf(this.#id(tensor))] as const);
      // Somebody's own code may have caught what was thrown at it.
      if (this.#refused) throw this.#refused;
      const written = this.#outside.find((each) => this.#isWritten(each));
      if (written) this.#refuse({ code: 'outside-variable', variable: written.variable.name });
      const outside = this.#outside.map(({ variable }) => [outsideName(variable), variable] as const);
      return { nodes: this.#nodes, outputs: new Map(outputs), outside: new Map(outside) };
    } finally {
      this.#backend.binding = this.#native;
      for (const each of this.#outside) this.#restore(each);
    }
  }

  #isWritten({ variable, id }: Outside): boolean {
    return this.#backend.tensorMap.get(variable.dataId)?.id !== id;
  }

  /** A recording leaves no trace; what it wrote into a variable would be written once more by the step itself. */
  #restore(outside: Outside): void {
    if (!this.#isWritten(outside)) return;
    const { variable, values } = outside;
    const before = tensor(values, variable.shape, variable.dtype);
    variable.assign(before);
    before.dispose();
  }

  #id(tensor: Tensor): number {
    return this.#backend.getInputTensorIds([tensor])[0]!;
  }

  #refuse(reason: NotRecordable['reason']): never {
    this.#refused ??= new NotRecordable(reason);
    throw this.#refused;
  }

  #declare(name: string, tensor: Tensor): void {
    const id = this.#id(tensor);
    const { shape } = tensor;
    const type = this.#types[tensor.dtype];
    if (type === undefined) this.#refuse({ code: 'text-tensor' });
    this.#keep(id, { kind: 'input', name }, type, shape);
  }

  get #types(): { readonly [dtype: string]: number } {
    return { float32: this.#native.TF_FLOAT, int32: this.#native.TF_INT32, bool: this.#native.TF_BOOL };
  }

  #keep(id: number, node: RecordedNode, type: number, shape: readonly number[], output = 0): void {
    this.#values.set(id, { node, output, type, shape: [...shape] });
    if (output === 0) this.#nodes.push(node);
  }

  #valueOf(id: number): RecordedValue {
    return this.#values.get(id) ?? this.#capture(id);
  }

  /** A tensor that was there before: the value of a variable, or a constant, which nobody may change. */
  #capture(id: number): RecordedValue {
    const variables = Object.values(engine().registeredVariables);
    const [variable, ...others] = variables.filter(({ dataId }) => this.#backend.tensorMap.get(dataId)?.id === id);
    if (variable) {
      // While two of them share their data, it can't be told which one is read.
      if (others.length > 0) this.#refuse({ code: 'outside-variable', variable: variable.name });
      this.#outside.push({ variable, id, values: this.#native.tensorDataSync(id).slice() });
      this.#declare(outsideName(variable), variable);
      return this.#values.get(id)!;
    }
    const same = this.#native.executeOp('Identity', [], [id], 1)[0]!;
    const { dtype, shape } = same;
    this.#native.deleteTensor(same.id);
    if (dtype === this.#native.TF_STRING || dtype === this.#native.TF_RESOURCE) this.#refuse({ code: 'text-tensor' });
    this.#keep(id, { kind: 'capture', id, bytes: bytesOf(this.#native.tensorDataSync(id)) }, dtype, shape);
    return this.#values.get(id)!;
  }

  #binding(): NativeBinding {
    const native = this.#native;
    const own: Partial<NativeBinding> = {
      createTensor: (shape, dtype, values) => {
        if (!ArrayBuffer.isView(values)) this.#refuse({ code: 'text-tensor' });
        const id = native.createTensor(shape, dtype, values);
        this.#keep(id, { kind: 'constant', id, bytes: bytesOf(values) }, dtype, shape);
        return id;
      },
      executeOp: (op, attributes, inputs, outputs) => {
        const results = native.executeOp(op, attributes, inputs, outputs);
        const node = { kind: 'operation', op, attributes: copied(attributes), inputs: this.#all(inputs) } as const;
        results.forEach(({ id, dtype, shape }, output) => this.#keep(id, node, dtype, shape, output));
        return results;
      },
      tensorDataSync: (id) => {
        const { node } = this.#valueOf(id);
        if (node.kind === 'constant' || node.kind === 'capture') return native.tensorDataSync(id);
        return this.#refuse({ code: 'reads-values', operation: this.#last() });
      },
    };
    return withOwn(native, own);
  }

  #all(ids: readonly number[]): readonly RecordedValue[] {
    return ids.map((id) => this.#valueOf(id));
  }

  /** What ran last, to say where in a model the trouble is. */
  #last(): string {
    const operations = this.#nodes.filter((node) => node.kind === 'operation');
    return operations.at(-1)?.op ?? '';
  }
}

function copied(attributes: readonly NativeAttribute[]): readonly NativeAttribute[] {
  return attributes.map(({ name, type, value }) => ({ name, type, value: copiedValue(value) }));
}

/** The binding's properties can't be written to: it is stood in for by an object that inherits from it. */
function withOwn(native: NativeBinding, own: Partial<NativeBinding>): NativeBinding {
  const properties = Object.entries(own).map(([name, value]) => [name, { value }]);
  return Object.create(native, Object.fromEntries(properties) as PropertyDescriptorMap) as NativeBinding;
}

/**
 * Runs something once and writes down the operations that it consists of.
 * @param run declares its inputs and gives its results by name; the tensors stay its own
 * @throws NotRecordable if it reads values of tensors, or uses tensors that may change without notice
 */
export function record(
  backend: NativeBackend,
  run: (declareInput: DeclareInput) => ReadonlyMap<string, Tensor>,
): Recording {
  return new Recorder(backend).record(run);
}

function copiedValue(value: unknown): unknown {
  return Array.isArray(value) ? (value as readonly unknown[]).slice() : value;
}

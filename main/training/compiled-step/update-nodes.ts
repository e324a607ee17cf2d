import type { FusedInput } from '../optimizers/fused-update';
import type { Graph } from './graph';
import type { GuardNodes } from './guard-nodes';
import type { AttributeValue } from './messages';
import type { NativeConstants } from './native-binding';
import { inputName, outputName, type RecordedStep } from './recorded-step';
import { addInOneThread, type KernelNode } from './one-thread';
import { addVariable, stateNames, typeOf } from './state-nodes';
import type { StepState } from './step-states';
import type { ChosenKernel } from './update-kernels';

/** Where a value is in the graph, and TensorFlow's number of its type. */
export type Place = readonly [place: string, type: number];

/** What the nodes of an update are made from. */
export type UpdateParts = {
  readonly graph: Graph;
  readonly constants: NativeConstants;
  readonly step: RecordedStep;
  readonly states: readonly StepState[];
  readonly fused: (name: string) => ChosenKernel | undefined;
  /** Where the step's inputs are. */
  readonly places: ReadonlyMap<string, string>;
  /** Where an output of the step comes from that the update takes; asked once for each. */
  readonly source: (output: string) => Place;
  /** The same as a node that runs in one thread with the kernels; undefined for an output that can't. */
  readonly withKernels?: (output: string) => KernelNode | undefined;
  /** States that the rest of the run reads. */
  readonly readBefore: ReadonlySet<number>;
  /** Tells two updates in a graph apart. */
  readonly prefix: string;
  /** Fails the run before anything is written, unless all is finite. */
  readonly guard?: GuardNodes;
  /** The variable that is written in place of that of a state; of none, the new value is not written. */
  readonly target?: (state: number) => string | undefined;
  /** Nodes that have to run before anything is written. */
  readonly first?: readonly string[];
};

/**
 * The part of a step's graph that writes. What it takes from the rest are the sources, which a run computes or is fed:
 * both write the same. Nothing is written before all of them are there.
 */
export class UpdateNodes {
  /** Outputs of the step that the update takes, in the order in which it asked for them. */
  readonly sources: string[] = [];
  /** States that are written. */
  readonly changed: number[] = [];
  /** The outputs that are their new values by the recorded formulas. */
  readonly proposed: string[] = [];
  readonly #parts: UpdateParts;
  readonly #indices = new Map<string, number>();
  readonly #before: string[] = [];
  /** Names of the nodes after which everything is written, by nodes of the graph itself. */
  readonly #after: string[] = [];
  /** Kernels that run in one thread, and what they wait for, as inputs. */
  readonly #kernels: KernelNode[] = [];
  readonly #kernelsWait = new Set<string>();
  /** Where new values are, by state. */
  readonly #newValues = new Map<number, string>();
  readonly #target: NonNullable<UpdateParts['target']>;
  /** What the kernels that run in one thread return. */
  #shape: string | undefined;

  constructor(parts: UpdateParts) {
    this.#parts = parts;
    this.#target = parts.target ?? stateNames.handle;
    parts.states.forEach(({ name, slot }, index) => this.#indices.set(outputName.updated(name, slot), index));
    const writes: (() => void)[] = [];
    for (const name of parts.step.differentiated) {
      const kernel = parts.fused(name);
      const own = this.#ownOf(name);
      for (const output of own) this.#propose(output, output);
      if (kernel) {
        const gradient = this.#gradient(outputName.clipped(name), kernel);
        writes.push(() => this.#runKernel(name, kernel, gradient));
      } else for (const output of own) writes.push(this.#assignment(output, output));
    }
    for (const name of parts.step.written) {
      this.#propose(outputName.updated(name), outputName.written(name));
      writes.push(this.#assignment(outputName.updated(name), outputName.written(name)));
    }
    this.#barrier();
    for (const write of writes) write();
    if (this.#after.length === 0) this.#after.push(this.#named('barrier'));
  }

  /**
   * A node that gives a value once everything is written.
   * @param value where it is, of one axis
   * @param waits what else has to run before, as inputs
   */
  addEnd(name: string, [value, type]: Place, waits: readonly string[] = []): void {
    const { graph, constants } = this.#parts;
    const after = [...this.#after.map((each) => `^${each}`), ...waits];
    if (this.#kernels.length === 0) {
      graph.add(name, 'Identity', [value, ...after], { T: { type } });
      return;
    }
    this.#shape ??= addInOneThread(graph, constants, {
      name: this.#named('u'),
      nodes: this.#kernels,
      waits: [...this.#kernelsWait],
      // The length of an axis that is the only one need not be known.
      number: -1,
    });
    graph.add(name, 'Reshape', [value, this.#shape, ...after], { T: { type }, Tshape: { type: constants.TF_INT32 } });
  }

  /**
   * Where the new value of a state is that is written.
   * @param end of the run: what a kernel writes can be read behind it
   */
  newValue(index: number, end: string): Place {
    const { graph, constants, states } = this.#parts;
    const type = typeOf(constants, states[index]!);
    const known = this.#newValues.get(index);
    if (known !== undefined) return [known, type];
    const inputs = [this.#target(index)!, `^${end}`];
    const read = graph.add(this.#named(`x${index}`), 'ReadVariableOp', inputs, { dtype: { type } });
    this.#newValues.set(index, read);
    return [read, type];
  }

  /** The outputs that are new values of a variable and its slots. */
  #ownOf(name: string): readonly string[] {
    const { states, step } = this.#parts;
    return states
      .filter((state) => state.name === name)
      .map((state) => outputName.updated(state.name, state.slot))
      .filter((output) => step.recording.outputs.has(output));
  }

  #propose(state: string, output: string): void {
    this.changed.push(this.#indices.get(state)!);
    this.proposed.push(output);
  }

  #source(output: string): string {
    const [place] = this.#parts.source(output);
    this.sources.push(output);
    this.#before.push(`^${place.split(':')[0]}`);
    return place;
  }

  /** @returns where the gradient that a kernel takes is: in the graph, or among the nodes that run in one thread */
  #gradient(output: string, { inOneThread }: ChosenKernel): string {
    const node = inOneThread ? this.#parts.withKernels?.(output) : undefined;
    if (!node) return this.#source(output);
    this.sources.push(output);
    this.#kernels.push(node);
    for (const [place] of node.inputs) this.#before.push(`^${place.split(':')[0]}`);
    return node.name;
  }

  /** Passed once every new value is computed and every state that computing reads has been read. */
  #barrier(): void {
    const { graph, readBefore, guard, first = [] } = this.#parts;
    const reads = this.changed.filter((index) => readBefore.has(index)).map((index) => `^${stateNames.read(index)}`);
    const firsts = first.map((each) => `^${each}`);
    const [name, before] = [this.#named('barrier'), [...new Set([...this.#before, ...reads, ...firsts])]];
    if (guard) guard.addGate(name, before);
    else graph.add(name, 'NoOp', before);
  }

  #named(name: string): string {
    return `${this.#parts.prefix}${name}`;
  }

  #assignment(state: string, output: string): () => void {
    const value = this.#source(output);
    const index = this.#indices.get(state)!;
    this.#newValues.set(index, value);
    return () => {
      const handle = this.#target(index);
      if (handle !== undefined) this.#after.push(this.#assign(index, handle, value));
    };
  }

  #assign(index: number, handle: string, value: string): string {
    const { graph, constants, states } = this.#parts;
    const type = typeOf(constants, states[index]!);
    const inputs = [handle, value, `^${this.#named('barrier')}`];
    return graph.add(this.#named(`w${index}`), 'AssignVariableOp', inputs, { dtype: { type } });
  }

  #runKernel(name: string, { kernel, inOneThread }: ChosenKernel, gradient: string): void {
    const { op, inputs, attributes, decay } = kernel;
    const { graph, constants } = this.#parts;
    const index = this.#indices.get(outputName.updated(name))!;
    const before = [`^${this.#named('barrier')}`, ...(decay === undefined ? [] : [`^${this.#decay(index, decay)}`])];
    const given = inputs.map((each) => this.#kernelInput(name, each, gradient, before));
    const flags = Object.entries(attributes).map(([key, b]): [string, AttributeValue] => [key, { b }]);
    const attr = { T: { type: constants.TF_FLOAT }, ...Object.fromEntries(flags) };
    if (inOneThread) {
      this.#kernels.push({ name: `f${index}`, op, inputs: given, attr });
      for (const each of before) this.#kernelsWait.add(each);
    } else {
      const places = given.map(([place]) => place);
      this.#after.push(graph.add(this.#named(`f${index}`), op, [...places, ...before], attr));
    }
  }

  #kernelInput(name: string, input: FusedInput, gradient: string, before: string[]): Place {
    const { graph, places, constants } = this.#parts;
    const [float, resource] = [constants.TF_FLOAT, constants.TF_RESOURCE];
    switch (input.from) {
      case 'variable':
        return [this.#target(this.#indices.get(outputName.updated(name))!)!, resource];
      case 'slot':
        return [this.#target(this.#indices.get(outputName.updated(name, input.name))!)!, resource];
      case 'gradient':
        return [gradient, float];
      case 'scalar':
        return [places.get(inputName.scalar(input.name))!, float];
      case 'constant':
        return [graph.number(input.value), float];
      case 'zeros':
        return [this.#zeros(this.#indices.get(outputName.updated(name))!, before), resource];
    }
  }

  /** A variable that is set to zeros before the kernel runs. */
  #zeros(index: number, before: string[]): string {
    const { graph, constants, states } = this.#parts;
    const { shape } = states[index]!.shared.variable;
    const [float, int] = [constants.TF_FLOAT, constants.TF_INT32];
    const handle = addVariable(graph, this.#named(`z${index}`), float, shape);
    const size = graph.constant(int, [shape.length], new Uint8Array(Int32Array.from(shape).buffer));
    const zeros = graph.add(`${handle}_values`, 'Fill', [size, graph.number(0)], {
      T: { type: float },
      index_type: { type: int },
    });
    const inputs = [handle, zeros, `^${this.#named('barrier')}`];
    before.push(`^${graph.add(`${handle}_set`, 'AssignVariableOp', inputs, { dtype: { type: float } })}`);
    return handle;
  }

  /** Decoupled weight decay: takes a part of the variable off itself, before the kernel runs. */
  #decay(index: number, scalar: string): string {
    const { graph, constants, places } = this.#parts;
    const T = { T: { type: constants.TF_FLOAT } };
    const read = stateNames.read(index);
    const part = graph.add(this.#named(`d${index}`), 'Mul', [read, places.get(inputName.scalar(scalar))!], T);
    return this.#assign(index, this.#target(index)!, graph.add(this.#named(`e${index}`), 'Sub', [read, part], T));
  }
}

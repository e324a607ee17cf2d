import { GraphSession, type Signature } from './graph-session';
import { ownHome, type SessionHome } from './session-home';
import type { NativeBackend, NativeTensor } from './native-binding';
import type { SharedVariable, ValueHolder } from './shared-variable';
import type { StateGroup, StepState } from './step-states';
import type { TrainGraph } from './train-graph';

/** A session with variables, kept in agreement with the variables of TensorFlow.js. */
export class StateSession implements ValueHolder {
  readonly #backend: NativeBackend;
  #session: GraphSession;
  readonly #graph: TrainGraph;
  readonly #states: readonly StepState[];
  /** Those that have members. */
  readonly #groups: readonly StateGroup[];
  /** The version of each state that this session has; none at first. */
  readonly #versions: number[];

  constructor(backend: NativeBackend, graph: TrainGraph, states: readonly StepState[]) {
    this.#backend = backend;
    this.#graph = graph;
    this.#states = states;
    this.#groups = [...new Set(states.map(({ group }) => group))];
    this.#versions = states.map(() => -1);
    this.#session = new GraphSession(ownHome(backend), graph.parts);
  }

  /** A run that writes no states. */
  read(signature: Signature, inputs: readonly number[]): NativeTensor[] {
    this.#push();
    return this.#session.run(signature, inputs);
  }

  /** A run that writes the states that a step writes. */
  write(signature: Signature, inputs: readonly number[]): NativeTensor[] {
    return this.begin(signature, inputs)();
  }

  /**
   * Begins such a run: from now on, whoever reads a state waits for it.
   * @returns waits for its results; to be called once
   */
  begin(signature: Signature, inputs: readonly number[]): () => NativeTensor[] {
    this.#push();
    const finish = this.#session.begin(signature, inputs);
    for (const index of this.#graph.changed) {
      this.#versions[index] = this.#states[index]!.shared.writtenBy(this);
    }
    return finish;
  }

  /** Goes on elsewhere, with the same values. @throws Error if it can't be there; it stays where it is then */
  move(home: SessionHome): void {
    const session = new GraphSession(home, this.#graph.parts);
    this.close();
    this.#session = session;
    this.#versions.fill(-1);
  }

  pull(of: SharedVariable): void {
    const group = this.#states.find(({ shared }) => shared === of)?.group;
    if (group) this.#pullGroup(group);
  }

  /** What it has now, in the order of the states. */
  values(): readonly ArrayLike<number>[] {
    const { binding } = this.#backend;
    return this.#groups.flatMap((group) =>
      this.#session.run(this.#graph.pull[group], []).map(({ id }) => {
        const values = binding.tensorDataSync(id);
        binding.deleteTensor(id);
        return values;
      }),
    );
  }

  /** Gives up what the last run wrote. */
  undo(): void {
    for (const { shared } of this.#states) if (shared.isNewestIn(this)) shared.forsake();
  }

  /** Hands over what it has and frees its memory. */
  close(): void {
    for (const group of this.#groups) this.#pullGroup(group);
    this.#session.close();
  }

  #membersOf(group: StateGroup): readonly StepState[] {
    return this.#states.filter((state) => state.group === group);
  }

  #pullGroup(group: StateGroup): void {
    const members = this.#membersOf(group);
    if (!members.some(({ shared }) => shared.isNewestIn(this))) return;
    const values = this.#session.run(this.#graph.pull[group], []);
    members.forEach(({ shared }, index) => {
      const isWanted = shared.isNewestIn(this) && !shared.variable.isDisposed;
      if (!isWanted) return this.#backend.binding.deleteTensor(values[index]!.id);
      const value = this.#backend.createOutputTensor(values[index]!);
      shared.arrive(value);
      value.dispose();
    });
  }

  /** Brings over what has been written outside since the last run. */
  #push(): void {
    for (const group of this.#groups) {
      const isOld = this.#states.some(
        (state, index) => state.group === group && state.shared.version !== this.#versions[index],
      );
      if (!isOld) continue;
      const variables = this.#membersOf(group).map(({ shared }) => shared.variable);
      const done = this.#session.run(this.#graph.push[group], this.#backend.getInputTensorIds(variables));
      for (const { id } of done) this.#backend.binding.deleteTensor(id);
      this.#states.forEach((state, index) => {
        if (state.group === group) this.#versions[index] = state.shared.version;
      });
    }
  }
}

import type { Tensor, Variable } from '@tensorflow/tfjs-core';

/** A place where a variable's newest value may be: variables of a graph. */
export type ValueHolder = {
  /** Brings a value that it has newer than anybody else into the variable; others may come with it. */
  pull(of: SharedVariable): void;
};

/**
 * A variable that TensorFlow.js and graphs both write. Whoever reads the variable gets its newest value, fetched from the
 * graph that has it; whoever writes it makes what graphs have old.
 */
export class SharedVariable {
  readonly variable: Variable;
  #version = 0;
  #holder: ValueHolder | undefined;

  /** Takes over where the variable's data is found: every read and every write of it goes that way. */
  constructor(variable: Variable) {
    this.variable = variable;
    let { dataId } = variable;
    Object.defineProperty(variable, 'dataId', {
      configurable: true,
      enumerable: true,
      get: () => {
        this.#holder?.pull(this);
        return dataId;
      },
      set: (next: typeof dataId) => {
        dataId = next;
        this.#version += 1;
        this.#holder = undefined;
      },
    });
  }

  /** Changes with each new value, whoever writes it. */
  get version(): number {
    return this.#version;
  }

  isNewestIn(holder: ValueHolder): boolean {
    return this.#holder === holder;
  }

  /** A holder has written its own. @returns the version of the new value */
  writtenBy(holder: ValueHolder): number {
    this.#holder = holder;
    this.#version += 1;
    return this.#version;
  }

  /** The holder's value arrives; it is the same value, so the version stays. */
  arrive(value: Tensor): void {
    const version = this.#version;
    this.#holder = undefined;
    this.variable.assign(value);
    this.#version = version;
  }

  /** What the holder has is given up: the value before it is the newest again. */
  forsake(): void {
    this.#holder = undefined;
    this.#version += 1;
  }
}

const shared = new WeakMap<Variable, SharedVariable>();

/** The one shared form of a variable. */
export function sharedVariable(variable: Variable): SharedVariable {
  let found = shared.get(variable);
  if (!found) {
    found = new SharedVariable(variable);
    shared.set(variable, found);
  }
  return found;
}

import type { SquareKind } from '../step/squares';
import type { Graph } from './graph';
import type { GuardNodes } from './guard-nodes';
import type { NativeConstants } from './native-binding';
import { outputName, type RecordedStep } from './recorded-step';
import { stateNames, typeOf } from './state-nodes';
import type { StepState } from './step-states';
import type { UpdateNodes } from './update-nodes';

/** Where the sums of a step are, with half the sums of squares of a kind, and of those before it, behind them. */
export type SumsByKind = { readonly [Kind in SquareKind]: string };

type Parts = {
  readonly graph: Graph;
  readonly constants: NativeConstants;
  readonly step: RecordedStep;
  readonly states: readonly StepState[];
};

type Measured = { readonly update: UpdateNodes; readonly end: string; readonly prefix: string };

/** The nodes of squares. What they come to travels with the sums: another tensor would cost more than a small operation. */
export class SquaresNodes {
  readonly #parts: Parts;
  readonly #gradients: readonly string[];
  readonly #weights: readonly string[];
  /** What is the same in all forms. */
  readonly #shared: Omit<SumsByKind, 'changes'>;
  /** Variables whose new values an update proposes by their gradients, as states. */
  readonly #changed: readonly number[];

  constructor(parts: Parts, guard: GuardNodes) {
    this.#parts = parts;
    const { states, step } = parts;
    const differentiated = new Set(step.differentiated);
    this.#changed = indicesOf(states, ({ name, slot }) => slot === undefined && differentiated.has(name));
    const outputs = step.differentiated.map((name) => step.recording.outputs.get(outputName.gradient(name))!);
    this.#gradients = outputs.map((value) => guard.halfOf(value));
    this.#weights = this.#ofWeights.map((index) => this.#half(`sw${index}`, stateNames.read(index)));
    this.#shared = {
      gradients: this.#behindSums('sg', this.#gradients),
      weights: this.#behindSums('sw', [...this.#gradients, ...this.#weights]),
    };
  }

  /** Names of the variables, in the order of their squares. */
  get names(): { readonly [Kind in SquareKind]: readonly string[] } {
    const { states, step } = this.#parts;
    const named = (indices: readonly number[]): readonly string[] => indices.map((index) => states[index]!.name);
    return { gradients: step.differentiated, weights: named(this.#ofWeights), changes: named(this.#changed) };
  }

  /**
   * The sums of a form of the step.
   * @param update of that form; its changes are its new values less the values before
   * @param end behind which new values can be read
   * @param prefix of the names of its own nodes
   */
  sumsOf({ update, end, prefix }: Measured): SumsByKind {
    const { graph, constants } = this.#parts;
    const changes = this.#changed.map((index) => {
      const inputs = [update.newValue(index, end)[0], stateNames.read(index)];
      const change = graph.add(`${prefix}c${index}`, 'Sub', inputs, { T: { type: constants.TF_FLOAT } });
      return this.#half(`${prefix}h${index}`, change);
    });
    return { ...this.#shared, changes: this.#behindSums(prefix, [...this.#gradients, ...this.#weights, ...changes]) };
  }

  get #ofWeights(): readonly number[] {
    const { states, constants } = this.#parts;
    return indicesOf(states, (state) => state.group === 'weights' && typeOf(constants, state) === constants.TF_FLOAT);
  }

  #half(name: string, place: string): string {
    const { graph, constants } = this.#parts;
    return graph.add(name, 'L2Loss', [place], { T: { type: constants.TF_FLOAT } });
  }

  #behindSums(name: string, halves: readonly string[]): string {
    const { graph, constants, step } = this.#parts;
    const { TF_FLOAT: type, TF_INT32: Tidx } = constants;
    const sums = graph.place(step.recording.outputs.get(outputName.sums)!);
    if (halves.length === 0) return sums;
    const packed = graph.add(`${name}p`, 'Pack', halves, { T: { type }, N: { i: halves.length }, axis: { i: 0 } });
    const axis = graph.constant(Tidx, [], new Uint8Array(4));
    return graph.add(name, 'ConcatV2', [sums, packed, axis], { T: { type }, N: { i: 2 }, Tidx: { type: Tidx } });
  }
}

function indicesOf(states: readonly StepState[], isWanted: (state: StepState) => boolean): readonly number[] {
  return states.flatMap((state, index) => (isWanted(state) ? [index] : []));
}

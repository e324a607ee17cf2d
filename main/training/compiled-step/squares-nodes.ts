import type { SquareKind } from '../step/squares';
import type { Graph } from './graph';
import type { GuardNodes } from './guard-nodes';
import type { NativeConstants } from './native-binding';
import { outputName, type RecordedStep } from './recorded-step';
import { stateNames, typeOf } from './state-nodes';
import type { StepState } from './step-states';
import type { UpdateNodes } from './update-nodes';

/** Where half the sums of squares are. */
export type SquaresPlaces = { readonly [Kind in SquareKind]: string };

type Parts = {
  readonly graph: Graph;
  readonly constants: NativeConstants;
  readonly step: RecordedStep;
  readonly states: readonly StepState[];
};

/** What is measured, by whose squares: tensors of half their sums, and the names of the variables in the same order. */
export class SquaresNodes {
  readonly #parts: Parts;
  readonly #gradients: string;
  readonly #weights: string;
  /** Variables whose new values an update proposes by their gradients, as states. */
  readonly #changed: readonly number[];

  constructor(parts: Parts, guard: GuardNodes) {
    this.#parts = parts;
    const { states, step } = parts;
    const differentiated = new Set(step.differentiated);
    this.#changed = indicesOf(states, ({ name, slot }) => slot === undefined && differentiated.has(name));
    const outputs = step.differentiated.map((name) => step.recording.outputs.get(outputName.gradient(name))!);
    this.#gradients = this.#packed(
      'sg',
      outputs.map((value) => guard.halfOf(value)),
    );
    this.#weights = this.#packed(
      'sw',
      this.#ofWeights.map((index) => this.#half(`sw${index}`, stateNames.read(index))),
    );
  }

  /** Names of the variables. */
  get names(): { readonly [Kind in SquareKind]: readonly string[] } {
    const { states, step } = this.#parts;
    const named = (indices: readonly number[]): readonly string[] => indices.map((index) => states[index]!.name);
    return { gradients: step.differentiated, weights: named(this.#ofWeights), changes: named(this.#changed) };
  }

  /**
   * The nodes of a form of the step.
   * @param update of that form; its changes are its new values less the values before
   * @param end of the run
   * @param waits what has to run before a run ends that measures changes, as nodes
   */
  of(
    { update, end, prefix }: { readonly update: UpdateNodes; readonly end: string; readonly prefix: string },
    waits: readonly string[] = [],
  ): SquaresPlaces {
    const { graph, constants } = this.#parts;
    const halves = this.#changed.map((index) => {
      const inputs = [update.newValue(index, end)[0], stateNames.read(index)];
      const change = graph.add(`${prefix}c${index}`, 'Sub', inputs, { T: { type: constants.TF_FLOAT } });
      return this.#half(`${prefix}h${index}`, change);
    });
    return { gradients: this.#gradients, weights: this.#weights, changes: this.#packed(`${prefix}s`, halves, waits) };
  }

  get #ofWeights(): readonly number[] {
    const { states, constants } = this.#parts;
    return indicesOf(states, (state) => state.group === 'weights' && typeOf(constants, state) === constants.TF_FLOAT);
  }

  #half(name: string, place: string): string {
    const { graph, constants } = this.#parts;
    return graph.add(name, 'L2Loss', [place], { T: { type: constants.TF_FLOAT } });
  }

  #packed(name: string, halves: readonly string[], waits: readonly string[] = []): string {
    const { graph, constants } = this.#parts;
    const { TF_FLOAT: type } = constants;
    if (halves.length === 0) return graph.constant(type, [0], new Uint8Array(0));
    const inputs = [...halves, ...waits.map((each) => `^${each}`)];
    return graph.add(name, 'Pack', inputs, { T: { type }, N: { i: halves.length }, axis: { i: 0 } });
  }
}

function indicesOf(states: readonly StepState[], isWanted: (state: StepState) => boolean): readonly number[] {
  return states.flatMap((state, index) => (isWanted(state) ? [index] : []));
}

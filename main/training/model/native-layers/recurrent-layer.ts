import { tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import type { LayerVariable } from '@tensorflow/tfjs-layers';
import {
  masksOf,
  only,
  type Activation,
  type Call,
  type CallOptions,
  type Optional,
  type Replaceable,
} from './native-layer';
import { packedSteps } from './packed-steps';

/** The cell of a recurrent layer of tfjs-layers, whose own types hide it. */
export type Cell = {
  readonly units: number;
  readonly activation: Activation;
  readonly recurrentActivation?: Activation;
  readonly kernel: LayerVariable;
  readonly recurrentKernel: LayerVariable;
  readonly bias: Optional;
  readonly dropout: number;
  readonly recurrentDropout: number;
  readonly dropoutFunc?: (ones: Tensor, rate: number) => Tensor;
  getClassName(): string;
};

/** A layer that runs a cell over the time steps of its input. */
export type RecurrentLayer = Omit<Replaceable, 'resetStates'> & {
  readonly cell: Cell;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly goBackwards: boolean;
  readonly stateful: boolean;
  readonly states_?: readonly Tensor[] | null;
  resetStates(states?: Tensor[], training?: boolean): void;
};

/** What goes into a run over all time steps. */
export type Sequence = {
  /** [time, batch, features], in the order in which it is gone through, with dropout. */
  readonly x: Tensor;
  readonly states: readonly Tensor[];
  readonly options: CallOptions;
};

/**
 * What comes out: the states behind the last step [batch, units] and those behind all steps [time, batch, units]; the output
 * first, the others where the layer keeps or returns them.
 */
export type Outcome = { readonly last: () => readonly Tensor[]; readonly all: () => readonly Tensor[] };

/** A run over all time steps without a mask. */
export type Run = (layer: RecurrentLayer, sequence: Sequence) => Outcome;

/** What a call gives: all outputs [batch, time, units], the last one, and the states [batch, units]. */
type Results = {
  readonly outputs: () => Tensor;
  readonly last: () => Tensor;
  readonly states: () => readonly Tensor[];
};

/** What dropout multiplies the inputs or states of a cell by at every time step; undefined for by nothing. */
export function cellMask(
  like: readonly number[],
  rate: number,
  cell: Cell,
  training: boolean | undefined,
): Tensor | undefined {
  if (!training || rate <= 0 || rate >= 1) return undefined;
  return cell.dropoutFunc?.(zeros([...like]).onesLike(), rate);
}

/** The inputs [batch, time, features] with dropout. */
function droppedInput({ cell }: RecurrentLayer, input: Tensor, { training }: CallOptions): Tensor {
  const [batch, , features] = input.shape as [number, number, number];
  const mask = cellMask([batch, features], cell.dropout, cell, training);
  return mask ? input.mul(mask.expandDims(1)) : input;
}

/** Goes through the steps of `input`, or those that count. */
function results(run: Run, layer: RecurrentLayer, input: Tensor, options: CallOptions): Results {
  const inOrder = (given: Tensor): Tensor => (layer.goBackwards ? given.reverse(1) : given);
  const none = zeros([input.shape[0]!, layer.cell.units]);
  const states = options.initialState ?? (layer.stateful ? layer.states_ : undefined) ?? [none, none];
  const x = inOrder(droppedInput(layer, input, options));
  const [mask] = masksOf(options);
  if (!mask) {
    const { last, all } = run(layer, { x: x.transpose([1, 0, 2]), states, options });
    return { outputs: () => all()[0]!.transpose([1, 0, 2]), last: () => last()[0]!, states: last };
  }
  const packed = packedSteps(inOrder(mask));
  const all = run(layer, { x: packed.inputs(x), states, options }).all();
  return {
    outputs: () => packed.outputs(all[0]!),
    last: () => packed.last(all[0]!, none),
    states: () => all.map((each, index) => packed.last(each, states[index]!)),
  };
}

/**
 * The call of a recurrent layer by a run over all time steps.
 * @param isNative whether the run is for such a call; otherwise the layer goes from step to step as it used to
 */
export function recurrentCall(
  original: Replaceable,
  fallback: Call,
  run: Run,
  isNative: (layer: RecurrentLayer, options: CallOptions) => boolean,
): Call {
  const layer = original as unknown as RecurrentLayer;
  return (inputs, options) => {
    const input = only(inputs);
    if (input.rank !== 3 || !isNative(layer, options)) return fallback(inputs, options);
    return tidy(() => {
      const { outputs, last, states } = results(run, layer, input, options);
      const ends = layer.stateful || layer.returnState ? [...states()] : [];
      if (layer.stateful) layer.resetStates(ends, options.training);
      const output = layer.returnSequences ? outputs() : last();
      return layer.returnState ? [output, ...ends] : output;
    });
  };
}

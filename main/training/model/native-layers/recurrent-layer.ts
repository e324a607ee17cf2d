import { tidy, zeros, type Tensor } from '@tensorflow/tfjs-core';
import type { LayerVariable } from '@tensorflow/tfjs-layers';
import { only, type Activation, type Call, type CallOptions, type Optional, type Replaceable } from './native-layer';

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
  /** [batch, time, features], in the order in which it is gone through, with dropout. */
  readonly x: Tensor;
  readonly states: readonly Tensor[];
  readonly options: CallOptions;
};

/** What comes out: the last states, the output first and all others where the layer keeps or returns them, and all outputs [time, batch, units]. */
export type Outcome = { readonly states: readonly Tensor[]; readonly outputs: () => Tensor };

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

function sequenceOf({ cell, goBackwards }: RecurrentLayer, input: Tensor, { training }: CallOptions): Tensor {
  const [batch, , features] = input.shape as [number, number, number];
  const mask = cellMask([batch, features], cell.dropout, cell, training);
  const dropped = mask ? input.mul(mask.expandDims(1)) : input;
  return goBackwards ? dropped.reverse(1) : dropped;
}

/**
 * The call of a recurrent layer by a run over all time steps.
 * @param isNative whether the run is for such a call; otherwise the layer goes from step to step as it used to
 */
export function recurrentCall(
  original: Replaceable,
  fallback: Call,
  run: (layer: RecurrentLayer, sequence: Sequence) => Outcome,
  isNative: (layer: RecurrentLayer, options: CallOptions) => boolean,
): Call {
  const layer = original as unknown as RecurrentLayer;
  return (inputs, options) => {
    const input = only(inputs);
    if (input.rank !== 3 || !isNative(layer, options)) return fallback(inputs, options);
    return tidy(() => {
      const none = zeros([input.shape[0]!, layer.cell.units]);
      const states = options.initialState ?? (layer.stateful ? layer.states_ : undefined) ?? [none, none];
      const outcome = run(layer, { x: sequenceOf(layer, input, options), states, options });
      if (layer.stateful) layer.resetStates([...outcome.states], options.training);
      const output = layer.returnSequences ? outcome.outputs().transpose([1, 0, 2]) : outcome.states[0]!;
      return layer.returnState ? [output, ...outcome.states] : output;
    });
  };
}

import { matMul, split, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Cell } from './recurrent-layer';

/**
 * One time step: the states after it, the output first.
 * @param projected what the inputs of the step give, with their bias, in parts of {@link ReadyCell.widths}
 */
export type CellStep = (projected: readonly Tensor[], states: readonly Tensor[]) => Tensor[];

/** A cell made ready for a run. */
export type ReadyCell = {
  /** What is added to the product with the inputs. */
  readonly inputBias: Tensor | undefined;
  /** The parts in which it takes what the inputs give, in columns. */
  readonly widths: readonly number[];
  /** How many states it has. */
  readonly count: number;
  readonly step: CellStep;
};

/** Dropout of the states multiplies by `mask`. */
type MakeReady = (cell: Cell, mask: Tensor | undefined) => ReadyCell;

function times(states: Tensor, mask: Tensor | undefined): Tensor {
  return mask ? states.mul(mask) : states;
}

const simple: MakeReady = ({ activation, bias, recurrentKernel, units }, mask) => {
  const weights = recurrentKernel.read() as Tensor2D;
  return {
    inputBias: bias?.read(),
    widths: [units],
    count: 1,
    step: ([projected], [before]) => [
      activation.apply(projected!.add(matMul(times(before!, mask) as Tensor2D, weights))),
    ],
  };
};

const lstm: MakeReady = ({ activation, recurrentActivation, bias, recurrentKernel, units }, mask) => {
  const weights = recurrentKernel.read() as Tensor2D;
  return {
    inputBias: bias?.read(),
    widths: [4 * units],
    count: 2,
    step: ([projected], [before, memory]) => {
      const gates = projected!.add(matMul(times(before!, mask) as Tensor2D, weights));
      const [input, forget, candidate, output] = split(gates, 4, 1) as [Tensor, Tensor, Tensor, Tensor];
      const open = (gate: Tensor): Tensor => recurrentActivation!.apply(gate);
      const after = open(forget)
        .mul(memory!)
        .add(open(input).mul(activation.apply(candidate)));
      return [open(output).mul(activation.apply(after)), after];
    },
  };
};

/** What a GRU keeps of the state before, and what it takes anew. */
function blend(update: Tensor, before: Tensor, candidate: Tensor): Tensor {
  return candidate.add(update.mul(before.sub(candidate)));
}

/** The reset gate acts before the recurrent product. */
const gru: MakeReady = ({ activation, recurrentActivation, bias, recurrentKernel, units }, mask) => {
  const [gateWeights, candidateWeights] = split(recurrentKernel.read(), [2 * units, units], 1) as [Tensor2D, Tensor2D];
  return {
    inputBias: bias?.read(),
    widths: [2 * units, units],
    count: 1,
    step: ([outerGates, outerNew], [state]) => {
      const before = times(state!, mask);
      const gates = recurrentActivation!.apply(outerGates!.add(matMul(before as Tensor2D, gateWeights)));
      const [update, reset] = split(gates, 2, 1) as [Tensor, Tensor];
      const inner = matMul(reset.mul(before) as Tensor2D, candidateWeights);
      return [blend(update, before, activation.apply(outerNew!.add(inner)))];
    },
  };
};

/** The reset gate acts after the recurrent product, which has a bias of its own. */
const resetAfterGru: MakeReady = ({ activation, recurrentActivation, bias, recurrentKernel, units }, mask) => {
  const weights = recurrentKernel.read() as Tensor2D;
  const [inputBias, recurrentBias] = bias ? bias.read().unstack() : [];
  return {
    inputBias,
    widths: [2 * units, units],
    count: 1,
    step: ([outerGates, outerNew], [before]) => {
      const product = matMul(times(before!, mask) as Tensor2D, weights);
      const inner = recurrentBias ? product.add(recurrentBias) : product;
      const [innerGates, innerNew] = split(inner, [2 * units, units], 1) as [Tensor, Tensor];
      const [update, reset] = split(recurrentActivation!.apply(outerGates!.add(innerGates)), 2, 1) as [Tensor, Tensor];
      const candidate = activation.apply(outerNew!.add(reset.mul(innerNew)));
      return [blend(update, before!, candidate)];
    },
  };
};

/** The cells of Keras by the name of their class. */
export const cells: { readonly [className: string]: MakeReady } = {
  SimpleRNNCell: simple,
  LSTMCell: lstm,
  GRUCell: gru,
  ResetAfterGRUCell: resetAfterGru,
};
